package dev.berth.hub.jupyterhub;

import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param source the database
 * @param revision the version of its schema
 * @param applied false for a preview
 * @param counts by kind
 * @param omitted what was not imported
 * @param notes what is different from JupyterHub, although it was imported
 * @param configuration YAML to add to the configuration, by line; empty if nothing is missing
 */
public record Report(
        String source,
        String revision,
        boolean applied,
        List<Count> counts,
        List<Line> omitted,
        List<Line> notes,
        List<String> configuration) {

    public Report {
        counts = List.copyOf(counts);
        omitted = List.copyOf(omitted);
        notes = List.copyOf(notes);
        configuration = List.copyOf(configuration);
    }

    /**
     * How many there are of a kind.
     *
     * @param created how many are new
     * @param unchanged how many existed
     * @param omitted how many were not imported
     */
    public record Count(String kind, int created, int unchanged, int omitted) {
        public int found() {
            return created + unchanged + omitted;
        }
    }

    /**
     * One thing and what there is to say about it.
     *
     * @param what such as {@code user "ann"}
     * @param text why, in words that continue after a colon
     */
    public record Line(String what, String text) {
        public Line {
            what = Shown.safe(what);
            text = Shown.safe(text);
        }
    }
}

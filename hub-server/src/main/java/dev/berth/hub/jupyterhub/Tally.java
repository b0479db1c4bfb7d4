package dev.berth.hub.jupyterhub;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts while an import runs, and collects what must be said about it. */
final class Tally {

    private final Map<Kind, int[]> counts = new EnumMap<>(Kind.class);
    private final List<Report.Line> omitted = new ArrayList<>();
    private final List<Report.Line> notes = new ArrayList<>();

    void created(Kind kind) {
        count(kind)[0]++;
    }

    void unchanged(Kind kind) {
        count(kind)[1]++;
    }

    void omitted(Kind kind, String what, String why) {
        count(kind)[2]++;
        omitted.add(new Report.Line(what, why));
    }

    /** Not imported, and not of a kind that is counted. */
    void omitted(String what, String why) {
        omitted.add(new Report.Line(what, why));
    }

    void note(String what, String text) {
        notes.add(new Report.Line(what, text));
    }

    Report report(Source source, String revision, boolean applied, List<String> configuration) {
        List<Report.Count> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            int[] count = count(kind);
            all.add(new Report.Count(kind.text(), count[0], count[1], count[2]));
        }
        return new Report(source.shown(), revision, applied, all, omitted, notes, configuration);
    }

    private int[] count(Kind kind) {
        return counts.computeIfAbsent(kind, none -> new int[3]);
    }
}

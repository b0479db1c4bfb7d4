package dev.berth.hub.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a backup holds; the last entry of the file.
 *
 * @param format the form of the file; a release reads its own and older ones
 * @param created when the snapshot was taken, by the database's clock
 * @param schema version of the tables
 * @param tables by name, in an order in which they can be loaded
 * @param files of the folder {@code keys}, by name: SHA-256
 */
record Manifest(int format, Instant created, String schema, List<Table> tables, Map<String, String> files) {

    /** The form that this release writes. */
    static final int FORMAT = 1;

    static final String ENTRY = "manifest.json";

    Manifest {
        tables = List.copyOf(tables);
        files = Map.copyOf(files);
    }

    long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    /**
     * One table.
     *
     * @param columns in the order of the data
     * @param rows how many there are
     * @param sha256 of the data as COPY writes it
     * @param sequences where the table's sequences stood, by column
     */
    record Table(String name, List<String> columns, long rows, String sha256, Map<String, Long> sequences) {

        Table {
            columns = List.copyOf(columns);
            sequences = Map.copyOf(sequences);
        }

        String entry() {
            return "tables/" + name + ".copy";
        }
    }
}

package dev.berth.hub.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The content of a backup; the last entry of the file.
 *
 * @param format the format of the file; a release reads its own format and older ones
 * @param created when the snapshot was taken, by the database's clock
 * @param schema the version of the schema
 * @param tables in an order in which they can be loaded
 * @param files the files in the folder {@code keys}, by name, with their SHA-256
 */
record Manifest(int format, Instant created, String schema, List<Table> tables, Map<String, String> files) {

    /** The format that this release writes. */
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
     * @param rows number of rows
     * @param sha256 SHA-256 of the data as written by COPY
     * @param sequences the positions of the table's sequences, by column
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

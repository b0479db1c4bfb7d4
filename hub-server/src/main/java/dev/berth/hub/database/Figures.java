package dev.berth.hub.database;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the whole installation that a package reads from its own tables, for metrics. Read before a scrape, by one thread at a time,
 * with one short query each. A {@link org.springframework.dao.DataAccessException} means that the database did not respond.
 */
public interface Figures {

    /**
     * One figure.
     *
     * @param name name of the figure, unique in the installation
     * @param tags distinguishes it from others with the same name; empty if it is the only one
     */
    record Figure(String name, Map<String, String> tags, double value) {

        public Figure {
            tags = Map.copyOf(tags);
        }

        /** The only figure with its name. */
        public static Figure of(String name, double value) {
            return new Figure(name, Map.of(), value);
        }
    }

    /** Reads the figures. */
    List<Figure> read();

    /** All columns of a single row, as figures named after the columns. */
    static List<Figure> ofRow(Map<String, @Nullable Object> row) {
        return row.entrySet().stream()
                .map(column -> Figure.of(
                        column.getKey(),
                        column.getValue() instanceof Number number ? number.doubleValue() : Double.NaN))
                .toList();
    }
}

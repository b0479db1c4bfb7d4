package dev.berth.hub.monitor;

import dev.berth.hub.database.Figures;
import dev.berth.hub.database.Figures.Figure;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** The figures of all packages about the whole installation. */
@Component
class InstallationFigures {

    private final List<Figures> rooms;

    InstallationFigures(List<Figures> rooms) {
        this.rooms = List.copyOf(rooms);
    }

    Snapshot read() {
        return new Snapshot(rooms.stream().flatMap(room -> room.read().stream()).toList());
    }

    /** Figures that were read together. */
    record Snapshot(List<Figure> figures) {

        Snapshot {
            figures = List.copyOf(figures);
        }

        /** The sum of these figures; NaN if the database did not respond: a gap in the graph is more informative than an old figure. */
        double of(String... names) {
            return Arrays.stream(names)
                    .mapToDouble(name -> named(name).stream()
                            .mapToDouble(Figure::value)
                            .findFirst()
                            .orElse(Double.NaN))
                    .sum();
        }

        List<Figure> named(String name) {
            return figures.stream().filter(figure -> figure.name().equals(name)).toList();
        }
    }
}

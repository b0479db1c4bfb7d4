package dev.berth.hub.monitor;

import dev.berth.hub.database.Figures;
import dev.berth.hub.database.Figures.Figure;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the rooms report of the whole installation. */
@Component
class InstallationFigures {

    private final List<Figures> rooms;

    InstallationFigures(List<Figures> rooms) {
        this.rooms = List.copyOf(rooms);
    }

    Snapshot read() {
        return new Snapshot(rooms.stream().flatMap(room -> room.read().stream()).toList());
    }

    /** The figures as they were read together. */
    record Snapshot(List<Figure> figures) {

        Snapshot {
            figures = List.copyOf(figures);
        }

        /** The sum of these figures; not a number if the database did not answer: a gap in the graph says more than an old figure. */
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

package dev.berth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The figures of both hubs, side by side. */
record Report(List<Figure> peer, List<Figure> ours) {

    private static final List<String> HEADLINES =
            List.of("per second", "seconds", "hub cpu seconds", "hub MB", "proxy MB", "hub cpu ms");

    static String line(Figure figure) {
        String values = figure.values().entrySet().stream()
                .map(value -> value.getKey() + " " + number(value.getValue()))
                .collect(Collectors.joining(", "));
        return "%s: %s: %s %s"
                .formatted(figure.hub(), figure.measure(), values, figure.remark())
                .strip();
    }

    /** One line for each value that both have; the ratio is above 1 where Berth is better. */
    void print() {
        System.out.printf("%n%-42s %-18s %12s %12s %8s%n", "measure", "", "JupyterHub", "Berth", "ratio");
        for (Figure figure : ours) {
            theirs(figure)
                    .ifPresent(other -> figure.values().forEach((name, value) -> {
                        Double before = other.values().get(name);
                        if (before != null
                                && !name.equals("own core share")
                                && !figure.measure().startsWith("(")) {
                            System.out.printf(
                                    "%-42s %-18s %12s %12s %7s×%n",
                                    figure.measure(),
                                    name,
                                    number(before),
                                    number(value),
                                    number(ratio(name, before, value)));
                        }
                    }));
            remarks(figure);
        }
    }

    private void remarks(Figure figure) {
        theirs(figure)
                .filter(other -> !other.remark().isEmpty())
                .ifPresent(other -> System.out.println("    JupyterHub: " + other.remark()));
        if (!figure.remark().isEmpty()) {
            System.out.println("    Berth: " + figure.remark());
        }
    }

    private Optional<Figure> theirs(Figure figure) {
        return peer.stream()
                .filter(other -> other.measure().equals(figure.measure()))
                .findFirst();
    }

    /** The most telling value of each measure that both have. */
    private List<Chart.Bar> bars() {
        return ours.stream()
                .flatMap(figure -> theirs(figure).flatMap(other -> bar(figure, other)).stream())
                .toList();
    }

    private static Optional<Chart.Bar> bar(Figure figure, Figure other) {
        for (String name : HEADLINES) {
            Double mine = figure.values().get(name);
            Double theirs = other.values().get(name);
            if (mine != null && theirs != null) {
                return Optional.of(new Chart.Bar(figure.measure() + ", " + name, ratio(name, theirs, mine)))
                        .filter(bar -> Double.isFinite(bar.ratio()) && bar.ratio() > 0);
            }
        }
        return Optional.empty();
    }

    private static double ratio(String name, double peer, double ours) {
        return name.equals("per second") ? ours / peer : peer / ours;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    /** As JSON, and as a picture beside it. */
    void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            JsonMapper json = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            Files.writeString(file, json.writeValueAsString(Map.of("peer", peer, "berth", ours)));
            if (!peer.isEmpty()) {
                Files.writeString(file.resolveSibling("bench.svg"), Chart.svg(bars()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package dev.berth.spi.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with arguments: <code>{0}</code> stands for itself, <code>{0,amount}</code> for a part of the group {@code amount}, and
 * <code>{0,text}</code> for a whole text. Nothing is escaped. Between two arguments there is always text.
 *
 * @param literals the text before, between and after the arguments
 * @param arguments one fewer than the literals
 */
record TextTemplate(List<String> literals, List<Argument> arguments) {

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)(?:,([a-z]+))?}");

    /** An argument. The group is empty for one that is the same in every language. */
    record Argument(int index, String group) {}

    static TextTemplate parse(String text) {
        List<String> literals = new ArrayList<>();
        List<Argument> arguments = new ArrayList<>();
        Matcher found = ARGUMENT.matcher(text);
        int end = 0;
        while (found.find()) {
            if (found.start() == end && end > 0) {
                throw new IllegalArgumentException("Two arguments stand side by side in \"" + text + "\"");
            }
            literals.add(text.substring(end, found.start()));
            arguments.add(new Argument(Integer.parseInt(found.group(1)), found.group(2) == null ? "" : found.group(2)));
            end = found.end();
        }
        literals.add(text.substring(end));
        return new TextTemplate(List.copyOf(literals), List.copyOf(arguments));
    }

    /** How much text it has besides its arguments. */
    int ownLength() {
        return literals.stream().mapToInt(String::length).sum();
    }

    /** The text with each argument replaced by the value for its index and group. */
    String fill(BiFunction<Integer, String, String> values) {
        StringBuilder text = new StringBuilder(literals.getFirst());
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            text.append(values.apply(argument.index(), argument.group())).append(literals.get(i + 1));
        }
        return text.toString();
    }

    /**
     * The arguments with which a text was written, by index; empty if it was written with another template. Each literal is taken where it
     * first occurs, so the time is linear whatever the arguments contain.
     */
    Optional<Map<Integer, String>> match(String text) {
        if (arguments.isEmpty()) {
            return text.equals(literals.getFirst()) ? Optional.of(Map.of()) : Optional.empty();
        }
        int last = text.length() - literals.getLast().length();
        int at = literals.getFirst().length();
        if (last < at || !text.startsWith(literals.getFirst()) || !text.endsWith(literals.getLast())) {
            return Optional.empty();
        }
        Map<Integer, String> found = new HashMap<>();
        for (int i = 0; i < arguments.size() - 1; i++) {
            String next = literals.get(i + 1);
            int end = text.indexOf(next, at);
            if (end < 0 || end + next.length() > last) {
                return Optional.empty();
            }
            found.put(arguments.get(i).index(), text.substring(at, end));
            at = end + next.length();
        }
        found.put(arguments.getLast().index(), text.substring(at, last));
        return Optional.of(found);
    }
}

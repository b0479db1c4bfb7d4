package dev.berth.spawner.local;

import java.util.LinkedHashMap;
import java.util.Map;

/** The format of the small files in the runtime folder: {@code key=value} lines, which a shell can read and write as well. */
final class Lines {

    private Lines() {}

    static Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return values;
    }

    static String format(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> {
            if (value.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("The value of " + key + " contains a line break");
            }
            text.append(key).append('=').append(value).append('\n');
        });
        return text.toString();
    }
}

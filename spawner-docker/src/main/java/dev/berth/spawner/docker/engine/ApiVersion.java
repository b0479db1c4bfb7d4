package dev.berth.spawner.docker.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the engine's API, such as 1.45. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

    /** Of engine 20.10, the oldest that Berth is tested with. */
    public static final ApiVersion OLDEST = new ApiVersion(1, 41);

    /** Of engine 26.1, the newest whose behaviour Berth relies on. */
    private static final ApiVersion NEWEST = new ApiVersion(1, 45);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

    /** The engine's version, but not newer than those that Berth knows. */
    static ApiVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return OLDEST;
        }
        ApiVersion engine = new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return engine.compareTo(NEWEST) > 0 ? NEWEST : engine;
    }

    String text() {
        return major + "." + minor;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return text();
    }
}

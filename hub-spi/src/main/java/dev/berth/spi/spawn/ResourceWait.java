package dev.berth.spi.spawn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a start waits for resources that others use, and how many people wait before its owner. It is stored and sent as its
 * {@link #sentence()}, from which {@link #parse} reads it again, so that a page can show it in another language.
 *
 * @param resource a device in the singular, such as "GPU", or "memory" or "processors"
 * @param wanted how many devices the server needs; 0 for memory and processors
 * @param total how many devices there are; 0 for memory and processors
 * @param ahead how many other people have waited longer for the same resource
 */
public record ResourceWait(String resource, int wanted, int total, int ahead) {

    private static final Pattern SENTENCE = Pattern.compile(
            "(?:The only (?<only>.{1,300}) is|All (?<all>\\d{1,9}) (?<each>.{1,300})s are) in use; (?<ahead>.+)\\."
                    + "|Fewer than (?<wanted>\\d{1,9}) of the (?<total>\\d{1,9}) (?<some>.{1,300})s are free; (?<ahead2>.+)\\."
                    + "|No node has enough free (?<room>.{1,300}); (?<ahead3>.+)\\.");
    private static final Pattern AHEAD =
            Pattern.compile("you are next|(?<one>1) person waits before you|(?<many>\\d{1,9}) people wait before you");

    /** A wait for devices, of which the cluster has {@code total}. */
    public static ResourceWait devices(String device, int wanted, int total, int ahead) {
        return new ResourceWait(device, wanted, total, ahead);
    }

    /** A wait for a node with enough memory or processors. */
    public static ResourceWait room(String resource, int ahead) {
        return new ResourceWait(resource, 0, 0, ahead);
    }

    /** Such as "All 2 GPUs are in use; 1 person waits before you." */
    public String sentence() {
        return what() + "; " + queue() + ".";
    }

    private String what() {
        if (total == 0) {
            return "No node has enough free " + resource;
        }
        if (wanted > 1) {
            return "Fewer than " + wanted + " of the " + total + " " + resource + "s are free";
        }
        return total == 1 ? "The only " + resource + " is in use" : "All " + total + " " + resource + "s are in use";
    }

    private String queue() {
        return switch (ahead) {
            case 0 -> "you are next";
            case 1 -> "1 person waits before you";
            default -> ahead + " people wait before you";
        };
    }

    /** Reads a sentence; empty if it is about something else. */
    public static Optional<ResourceWait> parse(String sentence) {
        Matcher found = SENTENCE.matcher(sentence);
        if (!found.matches()) {
            return Optional.empty();
        }
        if (found.group("only") != null) {
            return with(found.group("only"), 1, 1, found.group("ahead"));
        }
        if (found.group("all") != null) {
            return with(found.group("each"), 1, number(found.group("all")), found.group("ahead"));
        }
        return found.group("wanted") != null
                ? with(
                        found.group("some"),
                        number(found.group("wanted")),
                        number(found.group("total")),
                        found.group("ahead2"))
                : with(found.group("room"), 0, 0, found.group("ahead3"));
    }

    private static Optional<ResourceWait> with(String resource, int wanted, int total, String queue) {
        Matcher ahead = AHEAD.matcher(queue);
        if (!ahead.matches()) {
            return Optional.empty();
        }
        String count = ahead.group("many") != null ? ahead.group("many") : ahead.group("one");
        return Optional.of(new ResourceWait(resource, wanted, total, count == null ? 0 : number(count)));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}

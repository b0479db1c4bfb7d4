package dev.berth.spi.spawn;

import dev.berth.spi.text.Texts;

/**
 * Why a start waits for resources that others use, and how many people wait before its owner. It is stored and sent as its
 * {@link #sentence()}, which pages show in the reader's language ({@link Texts}).
 *
 * @param resource a device in the singular, such as "GPU", or "memory" or "processors"
 * @param wanted how many devices the server needs; 0 for memory and processors
 * @param total how many devices there are; 0 for memory and processors
 * @param ahead how many other people have waited longer for the same resource
 */
public record ResourceWait(String resource, int wanted, int total, int ahead) {

    private static final String KEYS = "spawner.wait.";

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
        if (total == 0) {
            return room();
        }
        if (wanted > 1) {
            return Texts.of(KEYS + "some", wanted, total, resource, queue());
        }
        return total == 1
                ? Texts.of(KEYS + "only", resource, queue())
                : Texts.of(KEYS + "all", total, resource, queue());
    }

    private String room() {
        return switch (resource) {
            case "memory", "processors" -> Texts.of(KEYS + resource, queue());
            default -> Texts.of(KEYS + "room", resource, queue());
        };
    }

    private String queue() {
        return switch (ahead) {
            case 0 -> Texts.of("part.queue.next");
            case 1 -> Texts.of("part.queue.one");
            default -> Texts.of("part.queue.many", ahead);
        };
    }

    /** Whether this is the sentence of a wait. */
    public static boolean isSentence(String text) {
        return Texts.key(text).filter(key -> key.startsWith(KEYS)).isPresent();
    }
}

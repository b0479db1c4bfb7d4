package dev.berth.spawner.kubernetes.model;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a container runtime reports about an image, as a sentence that begins with the image and what is wrong with it. */
final class ImageFaults {

    private static final List<String> NOT_THERE = List.of("not found", "manifest unknown", "does not exist");
    private static final List<String> NO_ACCESS =
            List.of("access denied", "unauthorized", "authentication required", "forbidden");

    /** containerd's and CRI-O's chains begin with calls and steps; what is wrong stands at the end. */
    private static final Pattern STEP = Pattern.compile(
            "^(rpc error: code = \\w+ desc = |failed to (pull|resolve|do|fetch|copy|authorize)[^:]*(\"[^\"]*\")?: "
                    + "|Back-off pulling image \"[^\"]*\": |ErrImagePull: |pull QPS exceeded: )");

    private ImageFaults() {}

    /** Whether trying again cannot succeed. */
    static boolean isPermanent(String reason, String message) {
        return reason.equals("ErrImageNeverPull")
                || reason.equals("InvalidImageName")
                || contains(message, NOT_THERE)
                || contains(message, NO_ACCESS);
    }

    static Failure of(String image, String reason, String message) {
        if (reason.equals("ErrImageNeverPull")) {
            return failure("never-pulled", image);
        }
        if (reason.equals("InvalidImageName")) {
            return Failure.of(ReasonCode.IMAGE_PULL, "spawner.image.invalid-name", image);
        }
        if (contains(message, NO_ACCESS)) {
            return failure("no-access", image, cause(message));
        }
        return failure(contains(message, NOT_THERE) ? "not-found" : "not-pulled", image, cause(message));
    }

    private static Failure failure(String key, Object... arguments) {
        return Failure.of(ReasonCode.IMAGE_PULL, "kubernetes.image." + key, arguments);
    }

    private static String cause(String message) {
        String rest = message;
        for (String shorter = step(rest); !shorter.equals(rest); shorter = step(rest)) {
            rest = shorter;
        }
        return rest.isEmpty() ? "no reason reported" : rest;
    }

    private static String step(String message) {
        return STEP.matcher(message).replaceFirst("");
    }

    private static boolean contains(String message, List<String> fragments) {
        String lower = message.toLowerCase(Locale.ROOT);
        return fragments.stream().anyMatch(lower::contains);
    }
}

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
    private static final String REMEDY = " Choose another image, or tell an administrator.";

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
        return new Failure(ReasonCode.IMAGE_PULL, sentence(image, reason, message));
    }

    private static String sentence(String image, String reason, String message) {
        if (reason.equals("ErrImageNeverPull")) {
            return "The image " + image + " is not on the node, and nodes are configured not to pull images." + REMEDY;
        }
        if (reason.equals("InvalidImageName")) {
            return "\"" + image + "\" is not a valid image name." + REMEDY;
        }
        String because = " (" + cause(message) + ")";
        if (contains(message, NO_ACCESS)) {
            return "The cluster has no access to the image " + image + "." + REMEDY + because;
        }
        return contains(message, NOT_THERE)
                ? "The image " + image + " does not exist." + REMEDY + because
                : "The image " + image + " could not be pulled" + because;
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

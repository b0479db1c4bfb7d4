package dev.berth.proxy.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Which messages of an open page come from a person. JupyterLab sends messages on some sockets on its own, even in a hidden tab, and that is not
 * use. Anything not known to do so counts.
 */
enum PersonalMessages {

    /** Any message: kernels, language servers, and everything unknown. */
    ALL {
        @Override
        boolean counts(boolean continued, byte[] start, long length) {
            return true;
        }
    },

    /**
     * A document that is edited together, by the protocol of y-websocket: its messages begin with 0 (the document) or 1 (awareness: who has it
     * open, several times a minute). Those about the document go on with 0 or 1 when a page connects and compares what it has, and with 2
     * when something is written.
     */
    DOCUMENT {
        @Override
        boolean counts(boolean continued, byte[] start, long length) {
            return !continued && start.length > 1 && start[0] == 0 && start[1] == 2;
        }
    },

    /**
     * A terminal, by terminado's protocol: typed input counts, but neither the window size nor the terminal's own replies to a program that
     * queries its cursor position ({@code ESC [6n}), type or colors, or has requested focus events.
     */
    TERMINAL {
        @Override
        boolean counts(boolean continued, byte[] start, long length) {
            if (continued || length > start.length) {
                return length > 0;
            }
            String text = new String(start, StandardCharsets.UTF_8);
            return !text.startsWith("[\"set_size\"") && !BY_ITSELF.matcher(text).matches();
        }
    };

    /** One or more replies: cursor position or status, device attributes, focus, colors; ESC and BEL as in JSON. */
    private static final Pattern BY_ITSELF = Pattern.compile("\\[\"stdin\", ?\"("
            + "\\\\u001b\\[[?>]?[0-9;]*[Rcn]"
            + "|\\\\u001b\\[[IO]"
            + "|\\\\u001b\\][0-9;]+;rgb:[0-9a-fA-F/]+(\\\\u001b\\\\\\\\|\\\\u0007)"
            + ")+\"]");

    /** By the path below the base URL. */
    static PersonalMessages of(String below) {
        if (below.contains("/api/collaboration/room/")) {
            return DOCUMENT;
        }
        return below.contains("/terminals/websocket/") ? TERMINAL : ALL;
    }

    /** Whether a data frame comes from a person; see {@link FrameReader.Listener}. */
    abstract boolean counts(boolean continued, byte[] start, long length);
}

package dev.berth.hub.jupyterhub;

/** Texts of a foreign database on a terminal: short, on one line, and without characters that control the terminal. */
final class Shown {

    private static final int MOST = 80;

    private Shown() {}

    /** A short text, without characters that control the terminal. */
    static String text(String raw) {
        int[] points = raw.codePoints().limit(MOST + 1L).toArray();
        String clean = safe(new String(points, 0, Math.min(MOST, points.length)));
        return points.length > MOST ? clean + "…" : clean;
    }

    /** The same at any length. */
    static String safe(String raw) {
        StringBuilder clean = new StringBuilder();
        raw.codePoints().forEach(point -> clean.appendCodePoint(isSafe(point) ? point : '?'));
        return clean.toString();
    }

    static boolean isSafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

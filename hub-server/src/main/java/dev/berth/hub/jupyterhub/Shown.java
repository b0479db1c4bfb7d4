package dev.berth.hub.jupyterhub;

/** Texts of a foreign database on a terminal: short, on one line, and without characters that control the terminal. */
final class Shown {

    private static final int MOST = 80;

    private Shown() {}

    static String text(String raw) {
        StringBuilder clean = new StringBuilder();
        raw.codePoints().limit(MOST).forEach(point -> clean.appendCodePoint(isSafe(point) ? point : '?'));
        return raw.codePointCount(0, raw.length()) > MOST ? clean + "…" : clean.toString();
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

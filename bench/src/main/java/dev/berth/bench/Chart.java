package dev.berth.bench;

import java.util.List;
import java.util.Locale;

/** The ratios as a picture: bars to the right where Berth is better, on a logarithmic scale. */
final class Chart {

    private static final int ROW = 22;
    private static final int LABELS = 330;
    private static final int HALF = 230;

    /** The longest bar stands for this ratio or more. */
    private static final double FULL = 30;

    private Chart() {}

    /** One bar. */
    record Bar(String label, double ratio) {}

    static String svg(List<Bar> bars) {
        int width = LABELS + 2 * HALF + 80;
        int height = ROW * (bars.size() + 2);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                        + "<text x=\"10\" y=\"16\">Berth compared with JupyterHub: to the right is better</text>%n",
                width,
                height));
        for (int i = 0; i < bars.size(); i++) {
            svg.append(row(bars.get(i), ROW * (i + 1) + 6));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String row(Bar bar, int top) {
        double length = HALF * Math.min(1, Math.abs(Math.log(bar.ratio())) / Math.log(FULL));
        boolean better = bar.ratio() >= 1;
        int middle = LABELS + HALF;
        return String.format(
                Locale.ROOT,
                "<text x=\"10\" y=\"%d\">%s</text>%n<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n"
                        + "<text x=\"%d\" y=\"%d\">%.2f×</text>%n",
                top + 14,
                bar.label(),
                better ? middle : middle - length,
                top + 2,
                length,
                ROW - 6,
                better ? "#2e7d32" : "#c62828",
                middle + HALF + 10,
                top + 14,
                bar.ratio());
    }
}

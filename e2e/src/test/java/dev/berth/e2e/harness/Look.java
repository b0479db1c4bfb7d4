package dev.berth.e2e.harness;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A combination of browser settings.
 *
 * @param language the language that the browser requests
 * @param width of the viewport, in CSS pixels
 */
public record Look(String language, ColorScheme scheme, int width) {

    private static final int WIDE = 1280;
    private static final int NARROW = 360;

    /** Every combination of language, color scheme and width. */
    public static Stream<Look> all() {
        return Stream.of("en", "zh-CN")
                .flatMap(language -> Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                        .flatMap(scheme -> Arrays.stream(new int[] {WIDE, NARROW})
                                .mapToObj(width -> new Look(language, scheme, width))));
    }

    /** The combinations whose screenshots are kept: each language, scheme and width is in one of them. */
    public boolean isPictured() {
        boolean day = language.equals("en") && scheme == ColorScheme.LIGHT && width == WIDE;
        boolean night = language.equals("zh-CN") && scheme == ColorScheme.DARK && width == NARROW;
        return day || night;
    }

    /**
     * The combinations in which axe goes through each page. Of two settings every pair is among them, and no rule of axe depends on three: colors
     * on the scheme, and what is shown on language and width.
     */
    public boolean isAudited() {
        boolean different = language.equals("zh-CN") ^ scheme == ColorScheme.DARK ^ width == NARROW;
        return !different;
    }

    @Override
    public String toString() {
        return language + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
    }
}

package dev.berth.spi.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts with arguments, written and recognized. */
class TextTemplateTests {

    @Test
    void whatWasWrittenIsRecognizedWithItsArguments() {
        TextTemplate template = TextTemplate.parse("The image {0} could not be pulled ({1})");
        String text = template.fill((index, group) -> index == 0 ? "torch:2" : "timeout (i/o)");
        assertThat(text).isEqualTo("The image torch:2 could not be pulled (timeout (i/o))");
        assertThat(template.match(text)).contains(Map.of(0, "torch:2", 1, "timeout (i/o)"));
    }

    @Test
    void aTextThatBeginsOrEndsDifferentlyIsNotRecognized() {
        TextTemplate template = TextTemplate.parse("Stopped by {0}.");
        assertThat(template.match("Stopped by ann")).isEmpty();
        assertThat(template.match("It was stopped by ann.")).isEmpty();
        assertThat(template.match("Stopped by ann.")).contains(Map.of(0, "ann"));
        assertThat(template.match("Stopped by .")).contains(Map.of(0, ""));
    }

    @Test
    void theEndOfATextIsNotTakenForItsMiddle() {
        TextTemplate template = TextTemplate.parse("{0} of {1} of");
        assertThat(template.match("one of")).isEmpty();
        assertThat(template.match("one of two of")).contains(Map.of(0, "one", 1, "two"));
    }

    /** An argument may contain megabytes of what another template has between its arguments. */
    @Test
    void aLongTextFullOfTheSameWordIsRecognizedAtOnce() {
        TextTemplate template = TextTemplate.parse("a {0} a {1} a {2} a {3} a {4} a {5} b");
        assertThat(template.match("a ".repeat(1_000_000) + "c")).isEmpty();
        assertThat(template.match("a ".repeat(1_000_000) + "b")).isPresent();
    }

    @Test
    void twoArgumentsWithoutTextBetweenThemAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TextTemplate.parse("{0}{1}"));
    }
}

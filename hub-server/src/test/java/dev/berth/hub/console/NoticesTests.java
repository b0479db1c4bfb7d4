package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.SharedHub;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;

/** The messages that a page of the console shows after an action. */
class NoticesTests {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("messages", Locale.ROOT);

    private final Notices notices = SharedHub.HUB.bean(Notices.class);

    private static Stream<String> keys() {
        return TEXTS.keySet().stream()
                .filter(key -> key.startsWith("console.done.") || key.startsWith("console.problem."))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyTextAboutAnActionIsShown(String key) {
        Model model = new ExtendedModelMap();
        notices.show(key, model, Locale.ENGLISH);
        String kind = key.startsWith("console.done.") ? "done" : "problem";
        assertThat(model.asMap()).containsOnlyKeys(kind);
        assertThat((String) model.getAttribute(kind))
                .isEqualTo(TEXTS.getString(key).replace("''", "'"));
    }

    @Test
    void aKeyThatSomebodyMadeUpShowsNothing() {
        for (String key : new String[] {"", "console.done.", "console.title", "<script>", "console.done.stopped "}) {
            Model model = new ExtendedModelMap();
            notices.show(key, model, Locale.ENGLISH);
            assertThat(model.asMap()).as(key).isEmpty();
        }
    }

    @Test
    void anActionLeadsToThePageThatShowsItsMessage() {
        assertThat(notices.redirect("/hub/admin/users", "console.done.deleted"))
                .isEqualTo("redirect:/hub/admin/users?notice=console.done.deleted");
    }
}

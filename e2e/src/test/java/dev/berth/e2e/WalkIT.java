package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.Look;
import dev.berth.e2e.harness.Project;
import dev.berth.e2e.harness.Requirement;
import dev.berth.e2e.harness.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Visits every page and state, in both languages, light and dark, wide and narrow. On each of them, the page does not scroll sideways, no
 * text is missing from its bundle, and no script in a name or text that a user controls has run; axe finds no violations in half of the
 * combinations ({@link Look#isAudited}). Takes the screenshots of docs/images/pages.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalkIT {

    /** The maximum number of reported elements of each kind. */
    private static final int NODES = 4;

    private static final String KEPT = "docs/images/pages/";

    /** The scripts that {@link Stage} puts into every text that a user controls would set this. */
    private static final String RAN = "window.__script_ran === undefined";

    private static final String STICKS_OUT =
            "[...document.querySelectorAll('.card, .notice')].filter(e => e.scrollWidth > e.clientWidth + 1)";

    private Stage stage;
    private Chromium chromium;

    @BeforeAll
    void open() throws Exception {
        Requirement.chromium();
        stage = new Stage();
        chromium = new Chromium();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.berth.e2e.harness.Look#all")
    void everyPage(Look look) {
        List<String> problems = new ArrayList<>();
        try (BrowserContext nobody = chromium.screen(look)) {
            Page page = page(nobody, look, problems);
            stage.pagesOfNobody().forEach((name, scene) -> visit(page, name, scene, look, problems));
        }
        stage.people().forEach((person, scenes) -> {
            try (BrowserContext context = chromium.screen(look)) {
                Page page = page(context, look, problems);
                stage.signIn(page, person);
                scenes.forEach((name, scene) -> visit(page, name, scene, look, problems));
            }
        });
        assertThat(problems).isEmpty();
    }

    /** Every error that a browser logs is a defect, except for responses that are intended rejections. */
    private static Page page(BrowserContext context, Look look, List<String> problems) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                problems.add(page.url() + " (" + look + "): " + message.text());
            }
        });
        return page;
    }

    private void visit(Page page, String name, Stage.Scene scene, Look look, List<String> problems) {
        String where = name + " (" + look + ")";
        scene.go(page);
        page.waitForLoadState();
        if (look.isPictured()) {
            String picture = name + "-" + look + ".png";
            Path file = Path.of("target", "screenshots", picture);
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
            if (look.language().equals("en") && !Files.exists(Project.file(KEPT + picture))) {
                problems.add(where + " has no picture in " + KEPT + ": make pictures, look at it, and commit it");
            }
        }
        if (!holds(page, "document.documentElement.scrollWidth <= window.innerWidth")) {
            problems.add(where + " scrolls sideways: " + page.evaluate("""
                    [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)
                        .slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')"""));
        }
        if (!holds(page, STICKS_OUT + ".length === 0")) {
            problems.add(where + " has something that sticks out of its box: "
                    + page.evaluate(STICKS_OUT + ".slice(0, 2).map(e => e.outerHTML.slice(0, 300)).join(' | ')"));
        }
        if (!holds(page, "!document.body.innerText.includes('??')")) {
            problems.add(
                    where + " lacks a text: " + page.evaluate("document.body.innerText.match(/\\?\\?[^?]*\\?\\?/g)"));
        }
        if (!holds(page, RAN)) {
            problems.add(where + " ran a script that a user had written");
        }
        if (look.isAudited()) {
            audit(page, where, problems);
        }
    }

    private static void audit(Page page, String where, List<String> problems) {
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            problems.add(where + ": " + rule.getId() + ", " + rule.getHelp() + ": "
                    + rule.getNodes().stream()
                            .limit(NODES)
                            .map(node -> node.getHtml())
                            .collect(Collectors.joining(" | ")));
        }
    }

    private static boolean holds(Page page, String condition) {
        return (Boolean) page.evaluate(condition);
    }
}

package dev.berth.e2e.harness;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;

/** The Chromium of this machine, headless. */
public final class Chromium implements AutoCloseable {

    public static final Path PROGRAM = Path.of("/usr/bin/chromium");

    /** It must not send requests other than those of a test; as root it only runs without its own sandbox. */
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final double PATIENCE_MILLIS = 120_000;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    private final Playwright playwright = Playwright.create();
    private final Browser browser = playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(PROGRAM).setArgs(FLAGS));

    public Chromium() {
        System.out.println("Started a browser");
    }

    /** A separate browser context for one person: it does not share cookies with others. */
    public BrowserContext person() {
        return patient(browser.newContext());
    }

    /** Takes screenshots of all open pages, for the analysis of a failed test. */
    public void shoot(String name) {
        int number = 0;
        for (BrowserContext context : browser.contexts()) {
            for (Page page : context.pages()) {
                Path file = Path.of("target", "screenshots", "failed-" + name + "-" + ++number + ".png");
                page.screenshot(new Page.ScreenshotOptions().setPath(file));
                System.out.println("See " + file + ": " + page.url());
            }
        }
    }

    /** A separate browser context for one person, with the given language, color scheme and width. */
    public BrowserContext screen(Look look) {
        return patient(browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(look.width(), 800)
                .setColorScheme(look.scheme())
                .setLocale(look.language())));
    }

    private static BrowserContext patient(BrowserContext context) {
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                System.out.println("Console: " + message.text());
            }
        });
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.setDefaultNavigationTimeout(PATIENCE_MILLIS);
        return context;
    }

    public static void signIn(Page page, String home, String name, String password) {
        page.navigate(home + "hub/login");
        page.fill("input[name=username]", name);
        page.fill("input[name=password]", password);
        page.click("main form button");
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

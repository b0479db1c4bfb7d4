package dev.berth.e2e.harness;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.berth.auth.oauth2.LocalServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An installation that shows every state of every page: people with servers that were never started, are running, starting, failed or were
 * stopped because they were idle, and texts that would run as scripts if a page did not escape them.
 */
public final class Stage implements AutoCloseable {

    /** Used as a name, a note, a reason and a log line: a page that does not escape it runs it. */
    public static final String HOSTILE = "<img src=x onerror=window.__script_ran=1>";

    private static final String PROFILES = """
              - name: light
                display-name: JupyterLab
                description: A small machine for every day.
                idle-timeout: 8h
                max-age: 168h
                jupyter: false
                landing: ""
                stop-grace: 1s
                command: ["/usr/bin/python3", "%1$s", "{port}"]
                options:
                  - name: course
                    display-name: Course
                    description: What the notebooks of the day are for.
                    variable: COURSE
                    pattern: "[a-z0-9-]{0,20}"
                  - name: flavour
                    display-name: Libraries
                    choices:
                      - name: torch-2.7
                        display-name: PyTorch 2.7
                      - name: plain
                        display-name: Plain Python
                        environment: {PLAIN: "1"}
              - name: brief
                display-name: A short look
                idle-timeout: 2s
                jupyter: false
                landing: ""
                stop-grace: 1s
                command: ["/usr/bin/python3", "%1$s", "{port}"]
              - name: slow
                display-name: Slow to start
                start-timeout: 1h
                jupyter: false
                command: ["/bin/sleep", "100000"]
              - name: broken
                display-name: Broken
                jupyter: false
                command: ["/bin/sh", "-c", "echo 'starting %2$s'; echo 'token=0123456789abcdef'; exit 3"]
            """;

    /** Sign-in there is never tested: pages only link to its sign-out. */
    private final LocalServer campus = new LocalServer();

    private final Installation installation = LightServer.installation("walk")
            .set("berth.access.roles[0].users", "eve")
            .set("berth.auth.pam.machine.label", "Account of this machine")
            .set("berth.signin.providers.machine.allow-all", "true")
            .set("berth.auth.oauth2.github.kind", "github")
            .set("berth.auth.oauth2.github.label", "GitHub " + HOSTILE)
            .set("berth.auth.oauth2.github.client-id", "berth")
            .set("berth.auth.oauth2.github.client-secret", "of-no-account")
            .set("berth.auth.oauth2.github.github.organizations", "physics")
            .set("berth.auth.oauth2.campus.kind", "oidc")
            .set("berth.auth.oauth2.campus.label", "Campus " + HOSTILE)
            .set("berth.auth.oauth2.campus.issuer", campus.address())
            .set("berth.auth.oauth2.campus.client-id", "berth")
            .set("berth.auth.oauth2.campus.client-secret", "of-no-account")
            .set("berth.signin.providers.campus.allow-all", "true")
            .set("berth.access.roles[1].name", "careful")
            .set("berth.access.roles[1].users", "gil")
            .set("berth.access.roles[1].scopes", "self")
            .set("berth.signin.second-factor-roles", "careful")
            .set("berth.access.services[0].name", "nightly-culler")
            .set("berth.access.services[0].description", "Stops what nobody needs at night. " + HOSTILE)
            .set("berth.access.services[0].url", "http://10.0.0.9:10101")
            .set("berth.access.services[0].info.contact", HOSTILE)
            .set("berth.servers.named-limit", "3")
            .set("berth.servers.stop-patience", "10s")
            .set("berth.culling.interval", "1s");
    private final Hub hub;
    private final String home;
    private final Scenes scenes;
    private final RestClient rest;
    private final OneTimeCode finns;

    public Stage() throws IOException {
        campus.discovered(Map.of("end_session_endpoint", campus.address() + "/sign-out"));
        installation.profiles(PROFILES.formatted(installation.home().resolve("light_server.py"), HOSTILE));
        hub = installation.start("hub", Map.of()).awaitReady();
        home = hub.url("/").toString();
        scenes = new Scenes(home);
        FormVisitor admin = FormVisitor.firstAdmin(hub);
        rest = hub.rest(admin.token("admin"));
        for (String person : List.of("ann", "bob", "cid", "dan", "eve", HOSTILE)) {
            admin.invite(person);
        }
        finns = OneTimeCode.turnOn(admin.invite("finn"));
        admin.invite("gil");
        crowd();
        states();
    }

    /** The steps that lead to a state of a page. */
    @FunctionalInterface
    public interface Scene {
        void go(Page page);
    }

    /** More users than fit on a page, long names, a group, and texts with scripts. */
    private void crowd() throws IOException {
        List<String> names = new java.util.ArrayList<>(java.util.stream.IntStream.range(0, 60)
                .mapToObj("student-%03d"::formatted)
                .toList());
        names.add("a-name-of-a-length-that-some-directories-do-give-to-people@department.faculty.university.example");
        rest.post("hub/api/users", Map.of("usernames", names));
        rest.post("hub/api/groups", Map.of("groups", List.of("physics", HOSTILE)));
        rest.post("hub/api/groups/physics/users", Map.of("users", names.subList(0, 5)));
        for (String owner : List.of("ann", "admin")) {
            rest.post("hub/api/users/" + owner + "/tokens", Map.of("note", HOSTILE, "expires_in", 86_400));
        }
        rest.post("hub/api/users/student-059/activity", Map.of());
    }

    private void states() throws IOException {
        start("bob", "light");
        start(HOSTILE, "light");
        start("cid", "slow");
        start("dan", "broken");
        start("eve", "brief");
        await("the states")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> rest.state("bob").equals("ready")
                        && rest.state(segment(HOSTILE)).equals("ready")
                        && rest.state("cid").equals("spawn")
                        && rest.state("dan").equals("stopped")
                        && rest.state("eve").equals("stopped"));
        rest.post("hub/api/berth/users/bob/server-access", Map.of("reason", "A question about " + HOSTILE));
    }

    private void start(String person, String profile) throws IOException {
        int status = rest.start(segment(person), profile);
        if (status != 202) {
            throw new IllegalStateException("The start of " + person + "'s server answered " + status);
        }
    }

    public void signIn(Page page, String person) {
        Chromium.signIn(page, home, person, FormVisitor.PASSWORD);
        if (person.equals("finn")) {
            // Generated for each visit: a code can be used only once, and a visit takes longer than a code is valid.
            page.fill("#code", finns.now());
            page.click("main form button");
        }
        page.waitForURL("**/hub/home");
    }

    /** The pages that are visible without signing in. */
    public Map<String, Scene> pagesOfNobody() {
        return scenes.ofNobody();
    }

    /** The pages of each person, signed in as that person. */
    public Map<String, Map<String, Scene>> people() {
        return scenes.ofPeople();
    }

    static String segment(String name) {
        return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    @Override
    public void close() {
        hub.close();
        installation.close();
        campus.close();
    }
}

package dev.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.OperatingSystem;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.Requirement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JupyterHub's own examples of services, unmodified and in both generations, which the hub starts: in a browser and with a token. */
class ServicesIT {

    @BeforeAll
    static void chromium() {
        Requirement.chromium();
    }

    @ParameterizedTest(name = "jupyterhub {0}")
    @ValueSource(strings = {"6.1.1", "5.5.4"})
    void peopleAndProgramsUseServicesOfTheHub(String version) throws Exception {
        try (Installation installation = new Installation("services");
                Hub hub = declared(installation, version).start("hub", Map.of()).awaitReady();
                Chromium chromium = new Chromium()) {
            FormVisitor admin = FormVisitor.firstAdmin(hub);
            admin.invite("ann");
            try {
                aBrowserSignsInByOAuth(chromium, hub);
                aProgramComesWithItsToken(hub, admin);
            } catch (AssertionError | RuntimeException failure) {
                chromium.shoot("services-" + version);
                throw failure;
            }
        }
    }

    private static Installation declared(Installation installation, String version) {
        Path examples = PythonTools.examplesOfJupyterHub(version).resolve("service-whoami");
        String python = PythonTools.withJupyterHub(version).toString();
        for (String[] service : new String[][] {
            {"0", "whoami-api", examples.resolve("whoami.py").toString()},
            {"1", "whoami-oauth", examples.resolve("whoami-oauth.py").toString()}
        }) {
            String key = "berth.access.services[" + service[0] + "].";
            installation
                    .set(key + "name", service[1])
                    .set(key + "url", "http://127.0.0.1:" + OperatingSystem.freePort())
                    .set(key + "user", OperatingSystem.isRoot() ? "nobody" : "")
                    .set(key + "command[0]", python)
                    .set(key + "command[1]", service[2]);
        }
        return installation
                .set("berth.access.roles[0].name", "user")
                .set("berth.access.roles[0].scopes[0]", "access:services");
    }

    private static void aBrowserSignsInByOAuth(Chromium chromium, Hub hub) throws Exception {
        String home = hub.url("/").toString();
        String service = home + "services/whoami-oauth/";
        awaitAnswer(service);
        BrowserContext ann = chromium.person();
        Page page = ann.newPage();
        page.navigate(home);
        Chromium.signIn(page, home, "ann", FormVisitor.PASSWORD);
        page.navigate(service);
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.HEADING))
                .containsText("whoami-oauth");
        page.locator("main button").click();
        assertThat(page.locator("body")).containsText("\"name\": \"ann\"");
        String cookie = ann.cookies().stream()
                .filter(each -> each.name.equals("service-whoami-oauth"))
                .map(each -> each.name + "=" + each.value)
                .findFirst()
                .orElseThrow();
        assertThat(status(service, "Cookie", cookie)).isEqualTo(200);
        page.navigate(home + "hub/home");
        page.locator("form.person button").first().click();
        page.waitForURL("**/hub/**");
        assertThat(status(service, "Cookie", cookie))
                .as("the same cookie after signing out, while the service still remembers it")
                .isEqualTo(302);
    }

    private static void aProgramComesWithItsToken(Hub hub, FormVisitor admin) throws Exception {
        String service = hub.url("/") + "services/whoami-api/";
        awaitAnswer(service);
        assertThat(status(service, "Authorization", "token nonsense")).isEqualTo(403);
        assertThat(status(service, "Authorization", "token " + admin.token("admin")))
                .isEqualTo(200);
    }

    private static void awaitAnswer(String address) {
        Awaitility.await(address).until(() -> List.of(302, 403).contains(status(address, "X-Nothing", "x")));
    }

    private static int status(String address, String header, String value) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .header(header, value)
                    .build();
            return client.send(request, BodyHandlers.ofString()).statusCode();
        }
    }
}

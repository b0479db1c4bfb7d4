package dev.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.berth.auth.oauth2.Keycloak;
import dev.berth.auth.oauth2.KeycloakRealm;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.OperatingSystem;
import dev.berth.e2e.harness.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A person signs in with a real Keycloak, works in a JupyterLab under the UID that Keycloak supplies, and is signed out when Keycloak
 * requests it.
 */
class KeycloakIT {

    /** A UID without an account on this machine, and outside of the range from which the hub allocates. */
    private static final long UID = 31_777;

    @BeforeAll
    static void requirements() {
        Requirement.root();
        Requirement.chromium();
    }

    @Test
    void aPersonWorksUnderTheUidOfTheClaimUntilKeycloakEndsIt() throws IOException {
        int port = OperatingSystem.freePort();
        String home = "http://127.0.0.1:" + port + "/";
        KeycloakRealm realm = new KeycloakRealm(Keycloak.shared(), home, home + "hub/oauth_backchannel/campus", UID);
        try (Installation installation = installation(realm);
                Hub hub = installation
                        .start("hub", port, OperatingSystem.freePort(), Map.of())
                        .awaitReady();
                Chromium chromium = new Chromium()) {
            Page page = chromium.person().newPage();
            try {
                signIn(page, home);
                start(page, home);
                assertThat(uidOfServer(installation)).isEqualTo(UID);
                signOutAndComeBack(page, home);
                realm.signOut("ann");
                page.waitForCondition(() -> {
                    page.navigate(home + "hub/home");
                    return page.url().contains("/hub/login");
                });
                // The server keeps running: only access to it is closed.
                page.navigate(home + "user/ann/lab");
                assertThat(page).hasURL(Pattern.compile(".*/hub/login.*"));
                assertThat(hub.process().isAlive()).isTrue();
            } catch (AssertionError | RuntimeException failure) {
                chromium.shoot("keycloak");
                throw failure;
            }
        }
    }

    private static Installation installation(KeycloakRealm realm) {
        return new Installation("keycloak")
                .set("berth.auth.oauth2.campus.kind", "keycloak")
                .set("berth.auth.oauth2.campus.label", "Campus")
                .set("berth.auth.oauth2.campus.issuer", realm.issuer())
                .set("berth.auth.oauth2.campus.client-id", "berth")
                .set("berth.auth.oauth2.campus.client-secret", KeycloakRealm.SECRET)
                .set("berth.auth.oauth2.campus.claims.groups", "berth.groups")
                .set("berth.auth.oauth2.campus.claims.uid", "uid_number")
                .set("berth.auth.oauth2.campus.claims.gid", "gid_number")
                .set("berth.signin.providers.campus.allowed-groups", "staff")
                .set("berth.signin.providers.campus.create-users", "true");
    }

    private static void signIn(Page page, String home) {
        page.navigate(home);
        assertThat(page).hasURL(Pattern.compile(".*/hub/login.*"));
        page.getByText("Sign in with Campus").click();
        page.fill("#username", "ann");
        page.fill("#password", KeycloakRealm.PASSWORD);
        page.click("#kc-login");
        assertThat(page).hasURL(Pattern.compile(home.replace(".", "\\.") + "hub/home.*"));
    }

    private static void start(Page page, String home) {
        page.getByText("Start", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForURL(Pattern.compile(home.replace(".", "\\.") + "user/ann/lab.*"));
        assertThat(page.locator(".jp-Launcher, .jp-Notebook").first()).isVisible();
    }

    /**
     * After a sign-out from the hub alone, Keycloak still knows the browser: sign out there as well, and sign in again with the password.
     */
    private static void signOutAndComeBack(Page page, String home) {
        page.onDialog(dialog -> dialog.accept());
        page.navigate(home + "hub/home");
        page.click("header form button");
        page.getByText("Sign out of Campus", new Page.GetByTextOptions().setExact(true))
                .click();
        page.click("#kc-logout");
        assertThat(page).hasURL(Pattern.compile(home.replace(".", "\\.") + "hub/login.*"));
        signIn(page, home);
    }

    private static long uidOfServer(Installation installation) throws IOException {
        long pid = installation.servers().stream()
                .filter(process -> process.user().equals("ann"))
                .findFirst()
                .orElseThrow()
                .pid();
        return ((Number) Files.getAttribute(Path.of("/proc/" + pid), "unix:uid")).longValue();
    }
}

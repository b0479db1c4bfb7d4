package dev.berth.hub.signin.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.User;
import dev.berth.spi.identity.InMemoryDirectory;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who is asked for a code: by provider and by role. */
class SecondFactorPolicyTests extends SecondFactorHub {

    @Autowired
    private InMemoryDirectory strict;

    @Autowired
    private InMemoryDirectory loose;

    @Test
    void directoryWhosePolicyAsksLetsNobodyInWithoutSettingOneUp() {
        String name = "strict-" + COUNT.incrementAndGet();
        strict.with(name, PASSWORD);
        Map<String, String> form = Map.of("provider", "strict", "username", name, "password", PASSWORD);
        browser.fill("/hub/login", form);
        assertThat(in()).isFalse();
        HttpResponse<String> page = browser.get("/hub/login/code");
        byte[] shared = shared(page);
        assertThat(page.body()).contains("<svg class=\"qr\"").doesNotContain("otpauth");
        Map<String, String> right =
                Map.of("_xsrf", browser.xsrfOn("/hub/login/code"), "ticket", ticket(page), "code", code(shared));
        assertThat(browser.post(
                                "/hub/login/code",
                                Map.of("_xsrf", right.get("_xsrf"), "ticket", "made-up", "code", "1"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/hub/login/code", right).statusCode()).isEqualTo(302);
        assertThat(in()).isTrue();
        tick();
        HubBrowser again = new HubBrowser(port, secret.value());
        again.fill("/hub/login", form);
        assertThat(again.get("/hub/login/code").body()).doesNotContain("class=\"secret\"");
    }

    @Test
    void directoryThatSwitchesItOffAsksForNone() {
        String name = "loose-" + COUNT.incrementAndGet();
        loose.with(name, PASSWORD);
        browser.fill("/hub/login", Map.of("provider", "loose", "username", name, "password", PASSWORD));
        assertThat(in()).isTrue();
    }

    @Test
    void roleAsksForOneWhateverTheProvider() {
        User admin = local();
        users.setAdmin(admin.id(), true, Actor.policy("test"));
        browser.signIn(admin.name().value(), PASSWORD);
        assertThat(in()).isFalse();
        assertThat(browser.get("/hub/login/code").body()).contains("class=\"secret\"");
    }
}

package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.user.UidOrigin;
import dev.berth.hub.user.User;
import dev.berth.spi.identity.ExternalIdentity;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Directories on the sign-in page, and what they are asked. */
class DirectorySignInTests extends DirectoryHub {

    @Autowired
    private AuditLog log;

    @Test
    void pageOffersTheBuiltInAccountsAndEachDirectoryThatLetsSomebodyIn() {
        String page = browser.get("/hub/login").body();
        assertThat(page)
                .contains("value=\"local\" checked", "value=\"campus\"", "Directory &lt;campus&gt;", "value=\"far\"")
                .doesNotContain("nobodys");
    }

    @Test
    void directorysPersonComesInAndIsRememberedBySubject() {
        String name = name("ada");
        campus.with(
                name,
                PASSWORD,
                new ExternalIdentity(
                        "campus",
                        "s-" + name,
                        name.toUpperCase(java.util.Locale.ROOT),
                        null,
                        false,
                        Set.of("staff"),
                        71_000L + COUNT.get(),
                        null,
                        false));
        assertThat(signIn("campus", name, PASSWORD).statusCode()).isEqualTo(302);
        User user = users.byName(name).orElseThrow();
        assertThat(user.uid()).isGreaterThan(71_000);
        assertThat(users.uidOrigin(user.id())).isEqualTo(UidOrigin.IMPORTED);
        assertThat(last(name).event().action()).isEqualTo(AuditAction.SIGNED_IN);
        assertThat(last(name).event().detail())
                .containsEntry("provider", "campus")
                .containsEntry("rule", "allowed-groups: staff");
        campus.with(
                name,
                PASSWORD,
                new ExternalIdentity(
                        "campus", "s-" + name, name + "-married", null, false, Set.of("staff"), null, null, false));
        assertThat(signIn("campus", name, PASSWORD).statusCode()).isEqualTo(302);
        assertThat(users.byName(name + "-married")).isEmpty();
    }

    @Test
    void passwordGoesToTheChosenDirectoryAndToNoOther() {
        String name = name("bob");
        local(name);
        assertThat(signIn("far", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(signIn("campus", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(campus.asked()).contains(name);
        assertThat(linking.asked()).doesNotContain(name);
        assertThat(signIn("local", name, PASSWORD).statusCode()).isEqualTo(302);
        assertThat(signIn("nobodys", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(signIn("no-such-thing", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(nobodys.asked()).isEmpty();
        assertThat(campus.asked()).containsOnlyOnce(name);
    }

    @Test
    void formWithoutAChoiceIsTheDefaultOne() {
        String name = name("dora");
        local(name);
        assertThat(browser.signIn(name, PASSWORD).statusCode()).isEqualTo(302);
        assertThat(campus.asked()).doesNotContain(name);
    }

    @Test
    void refusalsLookAlikeToThePersonAndAreToldApartForAdministrators() {
        String expired = name("expired");
        String outside = name("outside");
        campus.refuse(expired, "ACCOUNT_EXPIRED", "The account has expired in the directory.");
        campus.with(outside, PASSWORD, "students");
        HttpResponse<String> one = signIn("campus", expired, PASSWORD);
        HttpResponse<String> other = signIn("campus", outside, PASSWORD);
        assertThat(one.statusCode()).isEqualTo(other.statusCode()).isEqualTo(403);
        assertThat(one.body()).doesNotContain("expired in the directory");
        assertThat(one.body().replace(expired, "").replaceAll("value=\"[^\"]*\"", ""))
                .isEqualTo(other.body().replace(outside, "").replaceAll("value=\"[^\"]*\"", ""));
        assertThat(last(expired).event().detail())
                .containsEntry("reason", "ACCOUNT_EXPIRED")
                .containsEntry("rule", "The account has expired in the directory.");
        assertThat(last(outside).event().detail().get("rule")).contains("allowed-groups", "students");
    }

    @Test
    void directoryThatIsDownIsNoWrongPassword() {
        String name = name("down");
        campus.setDown(true);
        try {
            HttpResponse<String> answer = signIn("campus", name, PASSWORD);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("directory server is not responding")
                    .contains("value=\"campus\" checked");
        } finally {
            campus.setDown(false);
        }
        assertThat(last(name).event().detail()).containsEntry("reason", "UNAVAILABLE");
    }

    @Test
    void attemptsAreCountedByDirectoryAndAccount() {
        String name = name("guessed");
        campus.with(name, PASSWORD, "staff");
        for (int i = 0; i < 10; i++) {
            signIn("campus", name, "wrong");
        }
        assertThat(signIn("campus", name, PASSWORD).statusCode()).isEqualTo(429);
        local(name);
        assertThat(signIn("local", name, PASSWORD).statusCode())
                .as("the account of the same name here is another one")
                .isEqualTo(302);
    }

    @Test
    void megabytesReachNoDirectory() {
        int before = campus.asked().size();
        String huge = "x".repeat(1_000_000);
        assertThat(signIn("campus", huge, PASSWORD).statusCode()).isIn(400, 403, 413);
        assertThat(signIn("campus", name("huge"), huge).statusCode()).isIn(400, 403, 413);
        assertThat(campus.asked()).hasSize(before);
        assertThat(log.latest(1).getFirst().toString().length()).isLessThan(4_000);
    }
}

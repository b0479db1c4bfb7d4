package dev.berth.hub.api.berth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.api.ApiClient.Answer;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.UserAccounts;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit log for programs, and as files. */
class AuditApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String PATH = "/hub/api/berth/audit";
    private static String person;
    private static ApiClient admin;

    @BeforeAll
    static void events() {
        admin = HUB.api(HUB.admin(SharedHub.name("auditor")).name().value());
        person = "=" + SharedHub.name("audited");
        for (int i = 0; i < 5; i++) {
            HUB.bean(UserAccounts.class).disable(HUB.user(person).id(), Actor.policy("test"));
            HUB.bean(UserAccounts.class).enable(HUB.user(person).id(), Actor.policy("test"));
        }
    }

    @Test
    void onlyWhoHoldsItsScopeReadsIt() {
        HUB.api(SharedHub.name("curious")).get(PATH).refused(403);
        HUB.api("list-admin-" + SharedHub.name("x"), "read:users").get(PATH).refused(403);
        new ApiClient(HUB.port(), null).get(PATH).refused(403);
        admin.get(PATH).ok(200);
    }

    @Test
    void pagesLeadOn() {
        JsonNode page = admin.get(PATH + "?person=%3D" + person.substring(1) + "&limit=4")
                .ok(200)
                .json();
        assertThat(page.path("events").size()).isEqualTo(4);
        int count = 4;
        while (!page.path("next").isNull()) {
            page = admin.get(page.path("next").asString()).ok(200).json();
            count += page.path("events").size();
        }
        assertThat(count).isEqualTo(11);
        JsonNode first = page.path("events").get(page.path("events").size() - 1);
        assertThat(first.path("action").asString()).isEqualTo("USER_CREATED");
        assertThat(first.path("class").asString()).isEqualTo("account");
        assertThat(first.path("target").asString()).isEqualTo(person);
        assertThat(first.path("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    }

    @Test
    void asCsvAFormulaIsAText() {
        Answer csv = admin.get(PATH + "?format=csv&action=user-created&person=%3D" + person.substring(1))
                .ok(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).contains("berth-audit.csv");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("\"'" + person + "\"").doesNotContain("\"=");
    }

    @Test
    void asJsonLinesEachLineIsAnEventAndTheLimitIsNone() {
        Answer lines = admin.with("Accept", "application/jsonl")
                .get(PATH + "?limit=2&person=%3D" + person.substring(1))
                .ok(200);
        assertThat(lines.header("Content-Type")).startsWith("application/jsonl");
        assertThat(lines.body().lines().map(JsonMapper.shared()::readTree).toList())
                .hasSize(11)
                .allMatch(event -> event.has("action"));
        admin = HUB.api(HUB.admin(SharedHub.name("auditor")).name().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action=NOTHING",
                "from=yesterday",
                "to=2026",
                "after=x",
                "limit=ten",
                "format=xml",
                "address=%00",
                "person=" + "x"
            })
    void whatMeansNothingIsRefusedOrFindsNothing(String query) {
        Answer answer = admin.get(PATH + "?" + query);
        if (query.startsWith("person")) {
            assertThat(answer.ok(200).json().path("events")).isEmpty();
        } else {
            answer.refused(400);
        }
    }
}

package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Groups that do not fit into a token and are read from Microsoft Graph. */
class MicrosoftGraphTests extends OidcServer {

    private void tooManyGroups() {
        claims.put("_claim_names", Map.of("groups", "src1"));
        claims.put(
                "_claim_sources",
                Map.of("src1", Map.of("endpoint", "https://graph.windows.net/t/users/7/getMemberObjects")));
    }

    @Test
    void groupsThatDoNotFitAreReadFromMicrosoftGraphPageByPage() {
        tooManyGroups();
        assertThat(groups(come())).isInstanceOf(GroupList.Incomplete.class);
        settings.put("endpoints.groups", server.address() + "/v1.0/me/transitiveMemberOf?$select=id&$top=2");
        server.at("/v1.0/me/transitiveMemberOf", asked -> {
            assertThat(asked.authorization()).isEqualTo("Bearer access");
            return asked.query().containsKey("$skiptoken")
                    ? Answer.ok(Map.of("value", List.of(Map.of("id", "c"))))
                    : Answer.ok(Map.of(
                            "value",
                            List.of(
                                    Map.of("@odata.type", "#microsoft.graph.group", "id", "a"),
                                    Map.of("@odata.type", "#microsoft.graph.directoryRole", "id", "role"),
                                    Map.of("@odata.type", "#microsoft.graph.group", "id", "b")),
                            "@odata.nextLink",
                            server.address() + "/v1.0/me/transitiveMemberOf?$select=id&$skiptoken=x"));
        });
        assertThat(groups(come())).isEqualTo(new GroupList.Whole(Set.of("a", "b", "c")));
    }

    @Test
    void anAnswerOfGraphWithGapsDecidesNothing() {
        tooManyGroups();
        settings.put("endpoints.groups", server.address() + "/g?$select=displayName");
        Map<String, Object> hidden = new HashMap<>(Map.of("@odata.type", "#microsoft.graph.group", "id", "a"));
        hidden.put("displayName", null);
        server.at("/g", asked -> Answer.ok(Map.of("value", List.of(Map.of("displayName", "staff"), hidden))));
        assertThat(groups(come())).as("no right to read names").isInstanceOf(GroupList.Incomplete.class);
        server.at("/g", asked -> Answer.ok(Map.of("error", "?")));
        assertThat(groups(come())).isInstanceOf(GroupList.Incomplete.class);
        server.at(
                "/g",
                asked -> Answer.ok(Map.of("value", List.of(), "@odata.nextLink", server.address() + "/g?page=again")));
        assertThat(groups(come())).as("without end").isInstanceOf(GroupList.Incomplete.class);
        server.at("/g", asked -> new Answer(403, Map.of(), Map.of()));
        assertThat(come()).isInstanceOf(Outcome.Unavailable.class);
        try (LocalServer elsewhere = new LocalServer()) {
            server.at(
                    "/g",
                    asked -> Answer.ok(Map.of("value", List.of(), "@odata.nextLink", elsewhere.address() + "/g")));
            assertThat(come()).isInstanceOf(Outcome.Unavailable.class);
            assertThat(elsewhere.asked).as("no token goes to another host").isEmpty();
        }
    }
}

package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Groups from the directory of a Google domain. */
class GoogleGroupsTests extends GoogleClient {

    @Test
    void groupsComeFromTheDirectoryInTheNameOfAnAdministrator(@TempDir Path folder) throws IOException, JOSEException {
        google.server.at(
                "/admin/directory/v1/groups",
                asked -> asked.query().getOrDefault("pageToken", "").isEmpty()
                        ? Answer.ok(Map.of(
                                "groups", List.of(Map.of("email", "staff@company.example")), "nextPageToken", "2"))
                        : Answer.ok(Map.of("groups", List.of(Map.of("email", "gpu@company.example")))));
        assertThat(groups(folder, false)).containsExactlyInAnyOrder("staff@company.example", "gpu@company.example");
        assertThat(google.server.asked.stream()
                        .filter(asked -> asked.uri().getPath().endsWith("/groups"))
                        .map(asked ->
                                asked.authorization() + " " + asked.query().get("userKey")))
                .allMatch("Bearer service ann@company.example"::equals)
                .hasSize(2);
    }

    /** lab is in staff, staff in all, and all in lab: Google allows cycles of groups. */
    @Test
    void groupsOfGroupsAreToldWhereThatIsAskedForAndACircleEnds(@TempDir Path folder)
            throws IOException, JOSEException {
        Map<String, String> parents = Map.of("ann", "lab", "lab", "staff", "staff", "all", "all", "lab");
        google.server.at(
                "/admin/directory/v1/groups",
                asked -> Answer.ok(Map.of(
                        "groups",
                        List.of(Map.of(
                                "email",
                                parents.get(asked.query().get("userKey").replace("@company.example", ""))
                                        + "@company.example")))));
        assertThat(groups(folder, false)).containsExactly("lab@company.example");
        departAgain();
        assertThat(groups(folder, true))
                .containsExactlyInAnyOrder("lab@company.example", "staff@company.example", "all@company.example");
    }

    /** A part of somebody's groups would be worse than none: a rule may exclude them because of the missing one. */
    @Test
    void whoIsInEndlesslyManyGroupsIsNotTakenToBeInAFew(@TempDir Path folder) throws IOException, JOSEException {
        AtomicInteger next = new AtomicInteger();
        google.server.at(
                "/admin/directory/v1/groups",
                asked -> Answer.ok(
                        Map.of("groups", List.of(Map.of("email", "g" + next.incrementAndGet() + "@company.example")))));
        open(folder, true);
        assertThat(((Outcome.Vouched) arrive(google.ann())).identity().groups())
                .isInstanceOf(GroupList.Incomplete.class);
        assertThat(next).hasValueLessThan(250);
    }

    @Test
    void withoutAServiceAccountGroupsAreNotKnown() {
        assertThat(((Outcome.Vouched) arrive(google.ann())).identity().groups())
                .isInstanceOf(GroupList.Incomplete.class);
    }

    private Set<String> groups(Path folder, boolean nested) throws IOException, JOSEException {
        open(folder, nested);
        return ((Outcome.Vouched) arrive(google.ann())).identity().groups().names();
    }

    private void open(Path folder, boolean nested) throws IOException, JOSEException {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(google.key.toPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        Path file = folder.resolve("key.json");
        Files.writeString(
                file,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "client_email",
                                "berth@project.iam.gserviceaccount.com",
                                "private_key",
                                pem,
                                "token_uri",
                                google.issuer() + "/service-token")));
        google.server.at("/service-token", asked -> Answer.ok(Map.of("access_token", "service", "expires_in", 3600)));
        Map<String, String> keys = keys();
        keys.put("google.nested-groups", Boolean.toString(nested));
        keys.put("google.service-account-file", file.toString());
        keys.put("google.administrator", "admin@company.example");
        keys.put("endpoints.api", google.issuer());
        provider = TestClients.provider(keys);
        away = TestClients.depart(provider);
    }
}

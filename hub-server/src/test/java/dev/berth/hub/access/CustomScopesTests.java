package dev.berth.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.spi.spawn.InMemoryWorld;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scopes that the configuration declares. */
class CustomScopesTests {

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(
                TestDatabase.fresh(),
                new InMemoryWorld(),
                "berth.access.custom-scopes[0].name=custom:grades:write",
                "berth.access.custom-scopes[0].description=Change grades",
                "berth.access.custom-scopes[0].subscopes=custom:grades:read",
                "berth.access.custom-scopes[1].name=custom:grades:read",
                "berth.access.custom-scopes[1].description=Read <b>grades</b>",
                "berth.access.roles[0].name=teaching",
                "berth.access.roles[0].users=teacher,sharer",
                "berth.access.roles[0].scopes=custom:grades:write!group=class",
                "berth.access.roles[1].name=sharing",
                "berth.access.roles[1].users=sharer",
                "berth.access.roles[1].scopes=shares!user,read:users:name,custom:grades:read!user");
        hub.user("teacher");
        hub.user("sharer");
        hub.user("guest");
    }

    @AfterAll
    static void end() {
        hub.close();
    }

    private static List<String> scopes(ApiClient api) {
        return StreamSupport.stream(
                        api.get("/hub/api/user").ok(200).json().path("scopes").spliterator(), false)
                .map(scope -> scope.asString())
                .filter(scope -> scope.startsWith("custom:"))
                .toList();
    }

    @Test
    void aRoleGrantsThemWithTheirFilterAndWhatTheyInclude() {
        assertThat(scopes(hub.api("teacher")))
                .containsExactly("custom:grades:read!group=class", "custom:grades:write!group=class");
        assertThat(scopes(hub.api("guest"))).isEmpty();
    }

    @Test
    void aTokenIsLimitedToThem() {
        ApiClient teacher = hub.api("teacher");
        String path = "/hub/api/users/teacher/tokens";
        String value = teacher.post(path, "{\"scopes\": [\"custom:grades:read!group=class\"]}")
                .ok(201)
                .json()
                .path("token")
                .asString();
        assertThat(scopes(new ApiClient(hub.port(), value))).containsExactly("custom:grades:read!group=class");
        teacher.post(path, "{\"scopes\": [\"custom:grades:read\"]}").refused(400);
        teacher.post(path, "{\"scopes\": [\"custom:grades:delete\"]}").refused(400);
        hub.api("guest")
                .post("/hub/api/users/guest/tokens", "{\"scopes\": [\"custom:grades:read\"]}")
                .refused(400);
    }

    @Test
    void theyAreSharedByThoseWhoHoldThemOnTheServer() {
        ApiClient sharer = hub.api("sharer");
        String body = "{\"user\": \"guest\", \"scopes\": [\"access:servers\", \"%s\"]}";
        sharer.post("/hub/api/shares/sharer/", body.formatted("custom:grades:write"))
                .refused(403);
        sharer.post("/hub/api/shares/sharer/", body.formatted("custom:grades:read"))
                .ok(200);
        assertThat(scopes(hub.api("guest"))).containsExactly("custom:grades:read!server=sharer/");
        assertThat(hub.browser("guest").get("/hub/home").body()).contains("Read &lt;b&gt;grades&lt;/b&gt;");
        hub.jdbc()
                .sql("update shares set scopes = '{custom:gone,access:servers}'")
                .update();
        assertThat(scopes(hub.api("guest"))).isEmpty();
        sharer.delete("/hub/api/shares/sharer/").ok(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grades:read",
                "custom:",
                "custom:g",
                "custom:gr",
                "custom:-grades",
                "custom:grades:",
                "custom:grades-",
                "custom:Grades",
                "custom:grades!user",
                "custom:grades read",
                "admin:users"
            })
    void aMalformedNameIsRefused(String name) {
        assertThatThrownBy(() -> new CustomScopeProperties(name, "text", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("berth.access.custom-scopes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom:abc", "custom:a-b_c:*", "custom:0:1", "custom:jupyter_server:read:contents"})
    void jupyterHubsNamesAreAccepted(String name) {
        assertThat(new CustomScopeProperties(name, "text", List.of()).name()).isEqualTo(name);
    }

    @Test
    void aListThatDoesNotFitTogetherIsRefused() {
        CustomScopeProperties read = new CustomScopeProperties("custom:read", "text", List.of());
        assertThatThrownBy(() -> properties(List.of(read, read))).hasMessageContaining("twice");
        assertThatThrownBy(() ->
                        properties(List.of(new CustomScopeProperties("custom:wide", "text", List.of("read:users")))))
                .hasMessageContaining("only custom scopes");
        assertThatThrownBy(() -> new CustomScopeProperties("custom:read", " ", List.of()))
                .hasMessageContaining("description");
    }

    @Test
    void scopesThatIncludeEachOtherAreTheSame() {
        ScopeCatalog catalog = new ScopeCatalog(List.of(
                new CustomScopeProperties("custom:one", "text", List.of("custom:two")),
                new CustomScopeProperties("custom:two", "text", List.of("custom:one"))));
        assertThat(catalog.implied("custom:one")).containsExactlyInAnyOrder("custom:one", "custom:two");
    }

    @Test
    void aRoleCannotContainAScopeThatIsNotDeclared() {
        AccessProperties.Role role = new AccessProperties.Role(
                "grading", null, List.of("custom:grades:read"), List.of(), List.of(), List.of());
        assertThatThrownBy(
                        () -> new AccessProperties(List.of(role), List.of(), null, 0, Duration.ofHours(1), List.of()))
                .hasMessageContaining("custom:grades:read");
    }

    private static AccessProperties properties(List<CustomScopeProperties> custom) {
        return new AccessProperties(List.of(), List.of(), null, 0, Duration.ofHours(1), custom);
    }
}

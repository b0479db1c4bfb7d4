package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserName;
import dev.berth.spi.route.DecisionRequest.CredentialType;
import dev.berth.spi.spawn.InMemoryWorld;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Access that a service had under an earlier configuration must not be granted by a proxy after a hub has started with a different one. */
class ServiceGrantsTests {

    private static final String TOKEN = "grader-".repeat(6);
    private static final String PATH = "/user/ann/";

    private final TestDatabase database = TestDatabase.fresh();
    private final InMemoryWorld world = new InMemoryWorld();

    private HubUnderTest hub(String scope) {
        return HubUnderTest.start(
                database,
                world,
                "berth.routing.acknowledge-timeout=300ms",
                "berth.access.services[0].name=grader",
                "berth.access.services[0].api-token=" + TOKEN,
                "berth.access.roles[0].name=grading",
                "berth.access.roles[0].services=grader",
                "berth.access.roles[0].scopes=" + scope);
    }

    @Test
    void aServiceThatLostARightLosesWhatItWasGranted() {
        try (HubUnderTest before = hub("access:servers!group=class")) {
            before.user("ann");
            before.bean(Groups.class).create("class", Actor.policy("test"));
            before.bean(Groups.class).change("class", Set.of(new UserName("ann")), Set.of(), Actor.policy("test"));
            before.startServer("ann", "");
            before.await("ann", ServerState.READY);
            TestProxy proxy = new TestProxy(before, "old");
            proxy.catchUp();
            assertThat(proxy.decide(TOKEN, CredentialType.TOKEN, PATH).allowed())
                    .isTrue();
            assertThat(isGranted(before)).isTrue();
        }
        try (HubUnderTest after = hub("list:users")) {
            assertThat(isGranted(after)).isFalse();
            assertThat(new TestProxy(after, "new")
                            .decide(TOKEN, CredentialType.TOKEN, PATH)
                            .allowed())
                    .isFalse();
        }
    }

    /** The state that a newly started proxy receives. */
    private static boolean isGranted(HubUnderTest hub) {
        TestProxy proxy = new TestProxy(hub, "onlooker");
        proxy.catchUp();
        return proxy.snapshot.grants().stream()
                .anyMatch(grant -> grant.credential().equals(CredentialHash.sha256(TOKEN)));
    }
}

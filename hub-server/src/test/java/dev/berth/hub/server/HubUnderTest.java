package dev.berth.hub.server;

import dev.berth.hub.HubApplication;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.TokenWish;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.api.ApiClient;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.profile.Profiles;
import dev.berth.hub.server.reconcile.Sweep;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.signin.TestSessions;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.spi.spawn.InMemorySpawner;
import dev.berth.spi.spawn.InMemoryWorld;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A complete hub with a real database and in-memory servers. Several of them on one database and one world are replicas.
 */
public final class HubUnderTest implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final TestDatabase database;
    private final InMemorySpawner spawner;

    private HubUnderTest(ConfigurableApplicationContext context, TestDatabase database, InMemorySpawner spawner) {
        this.context = context;
        this.database = database;
        this.spawner = spawner;
    }

    public static HubUnderTest start(TestDatabase database, InMemoryWorld world, String... settings) {
        InMemorySpawner spawner = new InMemorySpawner(world);
        Map<String, Object> properties = new TreeMap<>(database.properties());
        properties.put("berth.hub.port", "0");
        properties.put("berth.spawner.type", "memory");
        properties.put("berth.servers.poll", "50ms");
        properties.put("berth.servers.look-interval", "100ms");
        properties.put("berth.servers.starting-interval", "50ms");
        // Sweeps run only when a test requests one.
        properties.put("berth.servers.sweep-interval", "1h");
        properties.put("berth.servers.newcomer-patience", "0s");
        properties.put("berth.culling.enabled", "false");
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            properties.put(parts[0], parts[1]);
        }
        ConfigurableApplicationContext context = new SpringApplicationBuilder(HubApplication.class)
                .properties(properties)
                .initializers((GenericApplicationContext started) ->
                        started.registerBean("spawner", Spawner.class, () -> spawner))
                .run();
        return new HubUnderTest(context, database, spawner);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All beans of a type. */
    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** Whether it is still running. */
    public boolean isUp() {
        return context.isActive();
    }

    public InMemorySpawner spawner() {
        return spawner;
    }

    public JdbcClient jdbc() {
        return database.jdbc();
    }

    public User user(String name) {
        return bean(UserDirectory.class).byName(name).orElseGet(() -> switch (bean(UserAccounts.class)
                .create(NewUser.named(new UserName(name)), Actor.policy("test"))) {
            case AccountOutcome.Done done -> done.user();
            case AccountOutcome other -> throw new IllegalStateException(other.toString());
        });
    }

    public User admin(String name) {
        User user = user(name);
        bean(UserAccounts.class).setAdmin(user.id(), true, Actor.policy("test"));
        return user(name);
    }

    /** The value of a token of this user: with these scopes, or with all permissions of the user if none are named. */
    public String token(String userName, String... scopes) {
        TokenWish wish = TokenWish.of(user(userName).id(), "test", scopes.length == 0 ? null : List.of(scopes), null);
        return bean(Tokens.class).issue(wish, Actor.policy("test")).value();
    }

    /** A program that uses the REST API with such a token. */
    public ApiClient api(String userName, String... scopes) {
        return new ApiClient(port(), token(userName, scopes));
    }

    /** This user with such a token, as the code behind a request sees them. */
    public Caller caller(String userName) {
        return bean(Callers.class)
                .find(Credential.Kind.TOKEN, CredentialHash.sha256(token(userName)))
                .orElseThrow();
    }

    /** A browser behind the proxy in which this user is signed in. */
    public HubBrowser browser(String userName) {
        return TestSessions.signedIn(context, port(), user(userName));
    }

    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public String proxySecret() {
        return bean(ProxySecret.class).value();
    }

    public StartResult startServer(String userName, String serverName) {
        User user = user(userName);
        return bean(ServerRequests.class)
                .start(new StartServer(
                        user.id(),
                        new Owner(userName, user.uid(), user.gid(), List.of()),
                        user.runtimeHome(),
                        "",
                        serverName,
                        bean(Profiles.class).all().getFirst().spec(),
                        userName));
    }

    public StopResult stopServer(String userName) {
        return bean(ServerRequests.class).stop(user(userName).id(), "", ServerRequests.requested(userName), userName);
    }

    public void sweep() {
        bean(Sweep.class).run();
    }

    public ServerView view(String userName) {
        return bean(ServerDirectory.class).find(user(userName).id(), "").orElseThrow();
    }

    public ServerRef ref(String userName) {
        return new ServerRef(user(userName).runtimeHome(), view(userName).generation());
    }

    public ServerView await(String userName, ServerState state) {
        return Awaitility.await("server of " + userName + " becomes " + state)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> view(userName), view -> view.state() == state);
    }

    /** As if the holder of the lease had been frozen for longer than the lease lasts. */
    public void expireLease(String userName) {
        jdbc().sql("update servers set lease_until = now() - interval '1 second', due_at = now() where user_id = ?")
                .param(user(userName).id())
                .update();
    }

    @Override
    public void close() {
        context.close();
    }
}

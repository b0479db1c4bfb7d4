package dev.berth.hub.server;

import dev.berth.hub.database.TestDatabase;
import dev.berth.spi.spawn.InMemoryWorld;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One hub for all tests that change only their own users, because starting one takes seconds. Each test uses unique names.
 */
public final class SharedHub {

    /** The token of a service with a separate role. */
    public static final String CULLER_TOKEN = "culler-".repeat(6);

    /** The token of a service that is an administrator. */
    public static final String BACKSTAGE_TOKEN = "backstage-".repeat(4);

    public static final InMemoryWorld WORLD = new InMemoryWorld();
    public static final HubUnderTest HUB = HubUnderTest.start(
            TestDatabase.fresh(),
            WORLD,
            "berth.servers.named-limit=2",
            "berth.routing.acknowledge-timeout=300ms",
            "berth.servers.stop-patience=2s",
            "berth.servers.start-patience=5s",
            "berth.profiles[0].name=lab",
            "berth.profiles[0].display-name=Plain <b>lab</b>",
            "berth.profiles[0].description=For \"everybody\" & all",
            "berth.profiles[1].name=big",
            "berth.profiles[1].options[0].name=course",
            "berth.profiles[1].options[0].variable=COURSE",
            "berth.profiles[1].options[0].pattern=[a-z]{0,8}",
            "berth.profiles[1].options[1].name=copies",
            "berth.profiles[1].options[1].amount=cpu",
            "berth.profiles[1].options[1].min=1",
            "berth.profiles[1].options[1].max=4",
            "berth.profiles[2].name=staff-only",
            "berth.profiles[2].groups=staff",
            "berth.profiles[2].mode=self",
            "berth.profiles[3].name=short-lived",
            "berth.profiles[3].max-age=1h",
            "berth.culling.probe-timeout=2s",
            "berth.access.roles[0].name=helper",
            "berth.access.roles[0].groups=helpers",
            "berth.access.roles[0].scopes=admin:users,delete:users,list:users,read:users,admin-ui",
            "berth.access.roles[1].name=teacher",
            "berth.access.roles[1].groups=teachers",
            "berth.access.roles[1].scopes=access:servers!group=class,read:servers!group=class",
            "berth.access.roles[2].name=doorkeeper",
            "berth.access.roles[2].groups=doorkeepers",
            "berth.access.roles[2].scopes=admin-ui",
            "berth.access.roles[3].name=robot",
            "berth.access.roles[3].groups=robots",
            "berth.access.roles[3].scopes=access:servers",
            "berth.access.roles[4].name=culling",
            "berth.access.roles[4].services=culler",
            "berth.access.roles[4].scopes=list:users,read:servers,delete:servers,access:servers!group=culled",
            "berth.access.roles[5].name=registrar",
            "berth.access.roles[5].groups=registrars",
            "berth.access.roles[5].scopes=admin-ui,admin:users,list:groups,read:groups,groups,read:servers!group=class",
            "berth.access.roles[6].name=warden",
            "berth.access.roles[6].users=the-warden",
            "berth.access.roles[6].scopes=self,admin:servers",
            "berth.access.services[0].name=culler",
            "berth.access.services[0].display-name=Idle <b>culler</b>",
            "berth.access.services[0].url=http://127.0.0.1:9",
            "berth.access.services[0].info.owner=<b>the lab</b>",
            "berth.access.services[0].api-token=" + CULLER_TOKEN,
            "berth.access.services[1].name=backstage",
            "berth.access.services[1].admin=true",
            "berth.access.services[1].api-token=" + BACKSTAGE_TOKEN);

    private static final AtomicInteger COUNT = new AtomicInteger();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(HUB::close));
    }

    private SharedHub() {}

    /** A unique name. */
    public static String name(String prefix) {
        return prefix + COUNT.incrementAndGet();
    }

    /** A user without a server. */
    public static String user(String prefix) {
        String name = name(prefix);
        HUB.user(name);
        return name;
    }

    /** A user whose default server is ready. */
    public static String ready(String prefix) {
        String name = name(prefix);
        HUB.startServer(name, "");
        HUB.await(name, ServerState.READY);
        return name;
    }
}

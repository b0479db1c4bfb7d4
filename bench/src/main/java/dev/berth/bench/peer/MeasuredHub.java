package dev.berth.bench.peer;

import dev.berth.e2e.harness.HubProcess;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.OperatingSystem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hub with its own proxy, a database on the shared server, and an administrator's token. Its REST API is JupyterHub's. */
public abstract sealed class MeasuredHub permits BerthHub, JupyterHubPeer {

    final Installation installation;
    final Databases databases;
    final String token;
    final int hubPort = OperatingSystem.freePort();
    final int proxyPort = OperatingSystem.freePort();
    private @Nullable HubProcess hub;
    private @Nullable HubProcess proxy;

    MeasuredHub(Installation installation, Databases databases, String token) {
        this.installation = installation;
        this.databases = databases;
        this.token = token;
    }

    public abstract String name();

    /** Adds users to the database while the hub is stopped: {@code user-0} and so on. */
    public abstract void seed(int users);

    /** The fields of the sign-in form beside the name, the password and the XSRF token. */
    public abstract Map<String, String> signInFields();

    /** Begins to start the hub. */
    abstract HubProcess launch();

    /** Starts the proxy and waits for it. */
    abstract HubProcess launchProxy();

    /** The page of the hub that answers 200 once it can be used. */
    abstract String healthPage();

    /** Starts the hub, and its proxy with the first start; returns when it is healthy. */
    public final void start() {
        hub = launch();
        Healthy.await(hub, hubPort, healthPage());
        needProxy();
    }

    /** For a hub that does not start without its proxy; otherwise the proxy comes after the hub. */
    final void needProxy() {
        if (proxy == null) {
            proxy = launchProxy();
        }
    }

    /** Stops the hub as an operator does; its proxy and its servers stay. */
    public final void stop() {
        started(hub).stop();
    }

    /** The port of the hub itself, which servers and services use. */
    public final int apiPort() {
        return hubPort;
    }

    /** The proxy's port, which browsers use. */
    public final int publicPort() {
        return proxyPort;
    }

    public final long pid() {
        return started(hub).pid();
    }

    public final long proxyPid() {
        return started(proxy).pid();
    }

    /** What an administrator's program sends. */
    public final Map<String, String> authorization() {
        return Map.of("Authorization", "token " + token);
    }

    private static HubProcess started(@Nullable HubProcess process) {
        if (process == null) {
            throw new IllegalStateException("It was not started yet");
        }
        return process;
    }
}

package dev.berth.bench.peer;

import java.util.Map;

/** A hub with a proxy of its own, a database on the shared server, and an administrator's token. Its REST API is JupyterHub's. */
public sealed interface MeasuredHub permits BerthHub, JupyterHubPeer {

    String name();

    /** Starts the hub, and its proxy with the first start; returns when it is healthy. */
    void start();

    /** Stops the hub as an operator does; its proxy and its servers stay. */
    void stop();

    /** Adds users to the database while the hub is stopped: {@code user-0} and so on. */
    void seed(int users);

    /** The port of the hub itself, which servers and services use. */
    int apiPort();

    /** The proxy's port, which browsers use. */
    int publicPort();

    long pid();

    long proxyPid();

    /** What an administrator's program sends. */
    Map<String, String> authorization();

    /** The fields of the sign-in form beside the name, the password and the XSRF token. */
    Map<String, String> signInFields();

    /** Whether the proxy already knows a server that is ready: a URL below it is answered by the listener. */
    default String serverPath(String user) {
        return "/user/" + user + "/";
    }
}

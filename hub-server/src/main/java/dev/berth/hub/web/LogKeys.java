package dev.berth.hub.web;

/** What log lines carry beside their text (SLF4J's MDC), under the names of Elastic's common schema where it has one. */
public final class LogKeys {

    /** One request to the hub; new for each. */
    public static final String REQUEST = "http.request.id";

    /** The user who asks, or whose server it is about. */
    public static final String USER = "user.name";

    /** The name of the runtime's object, or user and server as a path names them. */
    public static final String SERVER = "berth.server";

    /** Of a server. */
    public static final String GENERATION = "berth.generation";

    private LogKeys() {}
}

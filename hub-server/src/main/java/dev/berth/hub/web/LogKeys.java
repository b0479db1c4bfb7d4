package dev.berth.hub.web;

/** The fields of log lines in addition to their text (SLF4J's MDC), under the names of the Elastic Common Schema if it has one. */
public final class LogKeys {

    /** One request to the hub; new for each. */
    public static final String REQUEST = "http.request.id";

    /** The user who sends the request, or who owns the server. */
    public static final String USER = "user.name";

    /** The name of the runtime's object, or user and server as in a path. */
    public static final String SERVER = "berth.server";

    /** The generation of a server. */
    public static final String GENERATION = "berth.generation";

    private LogKeys() {}
}

package dev.berth.spi.check;

import java.util.regex.Pattern;

/** Environment variables that begin with {@code BERTH_} although they are not settings of Berth. */
public final class ForeignVariables {

    /** The prefix of all settings. */
    public static final String PREFIX = "BERTH_";

    private static final Pattern OF_TESTS = Pattern.compile("BERTH_(?:TEST|E2E|BENCH)_.*");

    /** Kubernetes describes each Service of a namespace in the environment of each pod; a Service can be named berth-hub. */
    private static final Pattern SERVICE = Pattern.compile("BERTH_(?:\\w+_)?SERVICE_(?:HOST|PORT(?:_\\w+)?)");

    private static final Pattern LINK =
            Pattern.compile("BERTH_(?:\\w+_)?PORT_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?");

    private static final Pattern LINK_PORT = Pattern.compile("BERTH_(?:\\w+_)?PORT");
    private static final Pattern LINK_ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

    private ForeignVariables() {}

    /** Whether this variable is not one of Berth's: it belongs to the tests, or is a service link that Kubernetes injects. */
    public static boolean contain(String name, String value) {
        return OF_TESTS.matcher(name).matches()
                || SERVICE.matcher(name).matches()
                || LINK.matcher(name).matches()
                || (LINK_PORT.matcher(name).matches()
                        && LINK_ADDRESS.matcher(value).matches());
    }
}

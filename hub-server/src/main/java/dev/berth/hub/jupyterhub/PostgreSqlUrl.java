package dev.berth.hub.jupyterhub;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQLAlchemy's URL of a PostgreSQL database, without its scheme. */
final class PostgreSqlUrl {

    private static final Pattern URL = Pattern.compile(
            "(?:(?<user>[^@/?]*)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_.-]*)(?::(?<port>[0-9]{1,5}))?/(?<database>[^?/]+)(?:[?](?<query>.*))?");

    /** libpq's names of what can be set, and the driver's. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "sslmode",
            "sslmode",
            "sslrootcert",
            "sslrootcert",
            "sslcert",
            "sslcert",
            "sslkey",
            "sslkey",
            "connect_timeout",
            "connectTimeout");

    private static final int USUAL_PORT = 5432;

    private PostgreSqlUrl() {}

    static Source.PostgreSql parse(String rest) {
        Matcher parts = URL.matcher(rest);
        if (!parts.matches()) {
            // Not shown: it may contain a password.
            throw new ImportException(
                    "The address after postgresql:// is not valid",
                    "Use postgresql://USER@HOST:PORT/DATABASE, with characters such as @ and / in names escaped.");
        }
        String user = parts.group("user");
        if (user != null && user.contains(":")) {
            throw new ImportException(
                    "The address contains a password, which other users of this machine can see in the list of"
                            + " processes",
                    "Leave it out, and set PGPASSWORD or use --password-file. Change that password if others can sign in"
                            + " here.");
        }
        int port = parts.group("port") == null ? USUAL_PORT : Integer.parseInt(parts.group("port"));
        if (port < 1 || port > 65_535) {
            throw new ImportException("Port " + port + " does not exist", "Use a port from 1 to 65535.");
        }
        String host = parts.group("host").isEmpty() ? "localhost" : parts.group("host");
        return new Source.PostgreSql(
                host,
                port,
                decoded(parts.group("database")),
                user == null ? null : decoded(user),
                parameters(parts.group("query")));
    }

    private static Map<String, String> parameters(@org.jspecify.annotations.Nullable String query) {
        Map<String, String> found = new HashMap<>();
        if (query == null || query.isEmpty()) {
            return found;
        }
        for (String pair : query.split("&", 50)) {
            String name = pair.replaceFirst("=.*", "");
            String driver = PARAMETERS.get(name);
            if (driver == null || !pair.contains("=")) {
                throw new ImportException(
                        "The address has the parameter \"" + Shown.text(name) + "\", which is not supported",
                        "Use only "
                                + String.join(
                                        ", ",
                                        PARAMETERS.keySet().stream().sorted().toList())
                                + ". Berth connects over TCP, not over a socket.");
            }
            found.put(driver, decoded(pair.substring(pair.indexOf('=') + 1)));
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            throw new ImportException(
                    "The address contains a % that is not followed by two hexadecimal digits", "Write % as %25.");
        }
    }
}

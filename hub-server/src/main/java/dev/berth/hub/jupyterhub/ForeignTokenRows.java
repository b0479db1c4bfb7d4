package dev.berth.hub.jupyterhub;

import dev.berth.hub.jupyterhub.ForeignHub.SkippedTokens;
import dev.berth.hub.jupyterhub.ForeignHub.Token;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Separates the tokens that people created from those that JupyterHub created for servers and for OAuth clients. */
final class ForeignTokenRows {

    /** JupyterHub's own OAuth client: to it belong all tokens that did not come from a sign-in. */
    private static final String OWN_CLIENT = "jupyterhub";

    private final List<Token> personal = new ArrayList<>();
    private final Map<Long, Integer> services = new HashMap<>();
    private int oauth;
    private int servers;

    private ForeignTokenRows() {}

    static ForeignTokenRows read(ForeignDatabase database) throws SQLException {
        ForeignTokenRows rows = new ForeignTokenRows();
        database.each("""
                SELECT user_id, service_id, client_id, session_id, prefix, hashed, scopes, note, created, last_activity, expires_at
                FROM api_tokens ORDER BY id""", rows::add);
        return rows;
    }

    List<Token> personal() {
        return personal;
    }

    SkippedTokens skipped() {
        return new SkippedTokens(oauth, servers, services);
    }

    private void add(Row row) throws SQLException {
        Long user = row.optionalNumber("user_id");
        Long service = row.optionalNumber("service_id");
        List<String> scopes = row.texts("scopes");
        if (!row.text("client_id").equals(OWN_CLIENT) || row.optionalText("session_id") != null) {
            oauth++;
        } else if (service != null) {
            services.merge(service, 1, Integer::sum);
        } else if (isServers(row.text("note"), scopes)) {
            servers++;
        } else if (user != null) {
            personal.add(new Token(
                    user,
                    row.text("prefix"),
                    row.text("hashed"),
                    scopes,
                    row.text("note"),
                    row.time("created"),
                    row.time("last_activity"),
                    row.time("expires_at")));
        }
    }

    /** The token with which a server calls its hub is known by its note, and can do nothing else. */
    private static boolean isServers(String note, List<String> scopes) {
        return note.startsWith("Server at ")
                && scopes.stream()
                        .allMatch(scope ->
                                scope.startsWith("users:activity!") || scope.startsWith("access:servers!server"));
    }
}

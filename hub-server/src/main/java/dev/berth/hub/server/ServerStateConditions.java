package dev.berth.hub.server;

import dev.berth.hub.user.ServerConditions;
import dev.berth.hub.user.UserFilter;
import org.springframework.stereotype.Component;

/** Users by the state of their servers, as a condition in the statement: a list of names would grow with the installation. */
@Component
public class ServerStateConditions implements ServerConditions {

    private static final String ACTIVE =
            "EXISTS (SELECT 1 FROM servers s WHERE s.user_id = u.id AND (s.wanted = 'RUNNING' OR s.seen <> 'GONE'))";
    private static final String READY =
            "EXISTS (SELECT 1 FROM servers s WHERE s.user_id = u.id AND s.wanted = 'RUNNING' AND s.seen = 'READY')";

    @Override
    public String of(UserFilter.Servers servers) {
        return switch (servers) {
            case ACTIVE -> ACTIVE;
            case READY -> READY;
            case INACTIVE -> "NOT " + ACTIVE;
        };
    }
}

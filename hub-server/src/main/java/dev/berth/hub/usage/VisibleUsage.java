package dev.berth.hub.usage;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Target;
import dev.berth.hub.user.VisibleUsers;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Whose usage a caller can see: what {@code read:usage} covers, and their own. The second is no scope of its own among those of
 * {@code self}, because a JupyterHub service that makes tokens for its users must hold all of them.
 */
@Component
public class VisibleUsage {

    private final Access access;

    VisibleUsage(Access access) {
        this.access = access;
    }

    public VisibleUsers to(Caller caller) {
        return switch (access.visibleUsers(caller, "read:usage")) {
            case VisibleUsers.Everybody all -> all;
            case VisibleUsers.Only only -> {
                Set<String> names = new HashSet<>(only.names());
                if (access.allows(caller, "read:users", new Target.OfUser(caller.name()))) {
                    names.add(caller.name());
                }
                yield new VisibleUsers.Only(names, only.groups());
            }
        };
    }
}

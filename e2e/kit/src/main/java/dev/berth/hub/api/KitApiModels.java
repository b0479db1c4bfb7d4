package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Roles;
import dev.berth.hub.profile.Profiles;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.web.Links;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;

/** Shows the process of a server in its state, as JupyterHub's spawner of local processes does. */
@Primary
public class KitApiModels extends ApiModels {

    private final ServerProcesses processes;

    KitApiModels(Access access, Roles roles, Links links, Profiles profiles, ServerProcesses processes) {
        super(access, roles, links, profiles);
        this.processes = processes;
    }

    @Override
    Map<String, @Nullable Object> state(ServerView server) {
        return processes
                .pid(server.userName(), server.name())
                .<Map<String, @Nullable Object>>map(pid -> Map.of("pid", pid))
                .orElseGet(Map::of);
    }
}

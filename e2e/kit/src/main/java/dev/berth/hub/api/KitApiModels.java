package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Roles;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.web.Links;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;

/** Shows the process of a server in its state, as JupyterHub's spawner of local processes does. */
@Primary
public class KitApiModels extends ApiModels {

    private final ServerProcesses processes;

    KitApiModels(Access access, Roles roles, Links links, ServerProcesses processes) {
        super(access, roles, links);
        this.processes = processes;
    }

    @Override
    Map<String, @Nullable Object> state(ServerView server) {
        Map<String, @Nullable Object> state = new LinkedHashMap<>(super.state(server));
        processes.pid(server.userName(), server.name()).ifPresent(pid -> state.put("pid", pid));
        return state;
    }
}

package dev.berth.hub.jupyterhub;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.jupyterhub.ForeignHub.Server;
import dev.berth.hub.server.StoppedServers;
import dev.berth.hub.user.User;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Named servers. The default server of a user needs no row before its first start. */
@Component
class ServerImport {

    private final StoppedServers servers;
    private final AuditLog audit;

    ServerImport(StoppedServers servers, AuditLog audit) {
        this.servers = servers;
        this.audit = audit;
    }

    void run(List<Server> all, People people, Tally tally, Progress progress, Actor actor) {
        List<Server> named = all.stream()
                .filter(server -> !server.name().isEmpty())
                .filter(server -> people.of(server.userId()).isPresent())
                .toList();
        int done = 0;
        for (Server server : named) {
            bring(server, people.of(server.userId()).orElseThrow(), tally, actor);
            progress.at(Kind.SERVERS.text(), ++done, named.size());
        }
        long chosen = all.stream().filter(Server::hasOptions).count();
        if (chosen > 0) {
            tally.note(
                    "options of " + chosen + (chosen == 1 ? " server" : " servers"),
                    "Not imported, because Berth has profiles of its own. Users choose again at their next start.");
        }
        noteLimit(named, tally);
    }

    private void bring(Server server, User owner, Tally tally, Actor actor) {
        String shown = "server \"" + Shown.text(server.name()) + "\" of "
                + Shown.text(owner.name().value());
        Optional<String> problem = servers.problem(server.name());
        if (problem.isPresent()) {
            tally.omitted(Kind.SERVERS, shown, problem.get() + ".");
            return;
        }
        if (!servers.add(owner, server.name())) {
            tally.unchanged(Kind.SERVERS);
            return;
        }
        tally.created(Kind.SERVERS);
        audit.record(AuditEvent.of(
                AuditAction.SERVER_IMPORTED, actor, Target.server(owner.name().value(), server.name())));
        String display = server.displayName();
        if (display != null && !display.isEmpty() && !display.equals(server.name())) {
            tally.note(shown, "Its display name \"" + Shown.text(display) + "\" is not kept; Berth shows the name.");
        }
    }

    private void noteLimit(List<Server> named, Tally tally) {
        long most =
                named.stream().collect(Collectors.groupingBy(Server::userId, Collectors.counting())).values().stream()
                        .max(Long::compare)
                        .orElse(0L);
        if (most > servers.namedLimit()) {
            tally.note(
                    "named servers",
                    "Users have up to " + most + ", but can start only as many as berth.servers.named-limit says: "
                            + servers.namedLimit() + ".");
        }
    }
}

package dev.berth.hub.server;

import dev.berth.hub.user.User;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Adds named servers that have never been started here, such as those of another hub. */
@Component
public class StoppedServers {

    private final WishRepository wishes;
    private final ServersProperties properties;

    StoppedServers(WishRepository wishes, ServersProperties properties) {
        this.wishes = wishes;
        this.properties = properties;
    }

    /** How many named servers a user can start. */
    public int namedLimit() {
        return properties.namedLimit();
    }

    /** Why a user cannot have a server with this name, as a sentence; empty if they can. */
    public Optional<String> problem(String name) {
        return ServerNames.problem(name).or(() -> ServerNames.reserved(name));
    }

    /** Adds a server in the caller's transaction; false if the user has one with this name. */
    public boolean add(User owner, String name) {
        problem(name).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        if (wishes.lock(owner.id(), name).isPresent()) {
            return false;
        }
        wishes.lockOrCreate(owner.id(), owner.runtimeHome(), name);
        return true;
    }
}

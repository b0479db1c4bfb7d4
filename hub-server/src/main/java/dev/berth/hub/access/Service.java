package dev.berth.hub.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program with separate permissions: it does not have an account, servers or sessions, and authenticates with a token. Its pages, if it has
 * any, are at {@code /services/NAME/}.
 *
 * @param displayName the display name
 * @param description one sentence; empty for none
 * @param admin whether it has the built-in role {@code admin}
 * @param url where it listens, as {@code http://HOST:PORT}; null if it does not have pages
 * @param account the system account under which it runs; null if that is not known
 * @param display whether it is listed for people who can open it
 * @param info additional information for people who can see the service
 * @param client how people sign in to it with the hub; null if they cannot
 * @param command what the hub starts; null for a service that runs by itself
 * @param declared whether it is in the configuration, where only administrators of the machine can change it
 */
public record Service(
        String name,
        String displayName,
        String description,
        boolean admin,
        @Nullable String url,
        @Nullable String account,
        boolean display,
        Map<String, Object> info,
        @Nullable Client client,
        @Nullable Command command,
        boolean declared) {

    public Service {
        info = Map.copyOf(info);
    }

    /**
     * A service as a client of the hub's OAuth.
     *
     * @param redirectUri where codes are sent; null for {@code oauth_callback} below its path
     * @param confirm whether people are asked before it learns who they are
     * @param allowedScopes what it may do in their name, in addition to learning their name and groups
     */
    public record Client(String id, @Nullable String redirectUri, boolean confirm, List<String> allowedScopes) {
        public Client {
            allowedScopes = List.copyOf(allowedScopes);
        }
    }

    /**
     * A program that the hub starts.
     *
     * @param words the program and its arguments
     * @param folder its working directory; null for the root directory
     * @param environment environment variables in addition to those of the contract
     */
    public record Command(List<String> words, @Nullable String folder, Map<String, String> environment) {
        public Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }

        /** Omits the environment, which may contain secrets. */
        @Override
        public String toString() {
            return "Command" + words;
        }
    }

    /** The path of its pages below the base URL; empty if it does not have any. */
    public Optional<String> path() {
        return Optional.ofNullable(url).map(_ -> path(name));
    }

    /** The path at which the pages of a service with this name are. A name needs no escaping. */
    public static String path(String name) {
        return "/services/" + name + "/";
    }
}

package dev.berth.hub.server;

import dev.berth.hub.access.StillHere;
import dev.berth.hub.profile.Profile;
import dev.berth.hub.profile.Profiles;
import dev.berth.hub.profile.Resolution;
import dev.berth.hub.profile.ServerSpec;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Turns a user and a profile name into a start request: what the user can use, under which identity, and at which path. */
@Component
public class ServerStarts {

    private final Profiles profiles;
    private final Groups groups;
    private final PublicPaths paths;
    private final ServerRequests requests;
    private final ServerDirectory directory;
    private final SingletonSupplier<List<StillHere>> stillHere;
    private final UserDirectory users;

    ServerStarts(
            Profiles profiles,
            Groups groups,
            PublicPaths paths,
            ServerRequests requests,
            ServerDirectory directory,
            ObjectProvider<StillHere> stillHere,
            UserDirectory users) {
        this.profiles = profiles;
        this.groups = groups;
        this.paths = paths;
        this.requests = requests;
        this.directory = directory;
        this.stillHere = SingletonSupplier.of(() -> stillHere.stream().toList());
        this.users = users;
    }

    /** The profiles that are available to this user. */
    public List<Profile> offeredTo(User user) {
        return profiles.offeredTo(groupsOf(user));
    }

    /** Like {@link #start(User, String, String, Map, String)}, with the default options of the profile. */
    public Optional<StartResult> start(User user, String serverName, String profileName, String by) {
        return start(user, serverName, profileName, Map.of(), by);
    }

    /**
     * Requests the start of a user's server; empty if there is no such profile for this user.
     *
     * @param profileName empty for the first available profile
     * @param options the chosen values, by the names of the profile's options
     * @param by the name of the person who requests it
     */
    public Optional<StartResult> start(
            User user,
            String serverName,
            String profileName,
            Map<String, ? extends @Nullable Object> options,
            String by) {
        if (!isHere(user)) {
            return Optional.of(new StartResult.NotHere());
        }
        return profiles.find(profileName, groupsOf(user)).map(profile -> switch (profile.resolve(options)) {
            case Resolution.Refused(Map<String, String> problems) -> new StartResult.BadOptions(problems);
            case Resolution.Resolved(ServerSpec spec) -> requests.start(command(user, serverName, spec, by));
        });
    }

    /**
     * Requests the restart of a ready server without changes; false if it is not running, or if its profile is no longer available to this
     * user: a restart is a start, and never gives what a start would reject.
     */
    public boolean restart(User user, String serverName, String by) {
        return isHere(user)
                && directory
                        .find(user.id(), serverName)
                        .flatMap(server -> profiles.find(server.profile(), groupsOf(user)))
                        .isPresent()
                && requests.restart(user.id(), serverName, by);
    }

    /** Called before the groups are read, because it may change them. */
    private boolean isHere(User user) {
        return stillHere.obtain().stream().allMatch(each -> each.mayStart(user));
    }

    private StartServer command(User user, String serverName, ServerSpec spec, String by) {
        return new StartServer(
                user.id(),
                users.owner(user),
                user.runtimeHome(),
                paths.hostLabel(user.runtimeHome()),
                serverName,
                spec,
                by);
    }

    private List<String> groupsOf(User user) {
        return groups.of(List.of(user.id())).getOrDefault(user.id(), List.of());
    }
}

package dev.berth.hub.server;

import dev.berth.hub.access.StillHere;
import dev.berth.hub.profile.Profile;
import dev.berth.hub.profile.Profiles;
import dev.berth.hub.profile.Resolution;
import dev.berth.hub.profile.ServerSpec;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.spi.spawn.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** From a user and the name of a profile to a wish: what they may use, as whom, and where it will be found. */
@Component
public class ServerStarts {

    private final Profiles profiles;
    private final Groups groups;
    private final PublicPaths paths;
    private final ServerRequests requests;
    private final ServerDirectory directory;
    private final ObjectProvider<StillHere> stillHere;

    ServerStarts(
            Profiles profiles,
            Groups groups,
            PublicPaths paths,
            ServerRequests requests,
            ServerDirectory directory,
            ObjectProvider<StillHere> stillHere) {
        this.profiles = profiles;
        this.groups = groups;
        this.paths = paths;
        this.requests = requests;
        this.directory = directory;
        this.stillHere = stillHere;
    }

    /** The profiles that this user may use. */
    public List<Profile> offeredTo(User user) {
        return profiles.offeredTo(groupsOf(user));
    }

    /** As {@link #start(User, String, String, Map, String)}, with everything as the profile has it. */
    public Optional<StartResult> start(User user, String serverName, String profileName, String by) {
        return start(user, serverName, profileName, Map.of(), by);
    }

    /**
     * Wishes that a user's server run; empty when there is no such profile for this user.
     *
     * @param profileName empty for the first that they may use
     * @param options what was chosen, by names of the profile's options
     * @param by who asks
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
     * Wishes that a ready server start anew with what it runs; false when it does not run, or its profile is no longer this user's to use:
     * a restart is a start, and gives nothing that a start would refuse.
     */
    public boolean restart(User user, String serverName, String by) {
        return isHere(user)
                && directory
                        .find(user.id(), serverName)
                        .flatMap(server -> profiles.find(server.profile(), groupsOf(user)))
                        .isPresent()
                && requests.restart(user.id(), serverName, by);
    }

    /** Asked before groups are read: asking may change them. */
    private boolean isHere(User user) {
        return stillHere.stream().allMatch(each -> each.mayStart(user));
    }

    private StartServer command(User user, String serverName, ServerSpec spec, String by) {
        return new StartServer(
                user.id(),
                new Owner(user.name().value(), user.uid(), user.gid(), List.of()),
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

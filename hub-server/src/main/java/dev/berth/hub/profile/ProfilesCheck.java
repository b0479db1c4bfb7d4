package dev.berth.hub.profile;

import dev.berth.spi.check.ConfigurationCheck;
import dev.berth.spi.route.Route;

/** Checks the declared profiles. */
class ProfilesCheck implements ConfigurationCheck {

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(ProfileProperties.class).ifPresent(properties -> {
            Profiles.problems(properties.profiles())
                    .forEach(text -> problems.add(text.substring(0, text.indexOf(' ')), text));
            if ("chp".equalsIgnoreCase(settings.value("berth.proxy.type"))) {
                properties.offered().forEach(profile -> reachable(profile, problems));
            }
        });
    }

    /** configurable-http-proxy lets everybody pass, so a server must ask the hub about its visitors itself. */
    private static void reachable(ProfileProperties.Declared profile, Problems problems) {
        if (profile.mode() == Route.Mode.EDGE) {
            problems.add(
                    "berth.profiles",
                    "berth.proxy.type is chp, and the profile \"" + profile.name()
                            + "\" has the mode edge. configurable-http-proxy does not check visitors, so everybody could"
                            + " use its servers. Set mode: self, or use Berth's proxy");
        }
    }
}

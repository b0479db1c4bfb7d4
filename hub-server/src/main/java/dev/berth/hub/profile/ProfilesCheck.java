package dev.berth.hub.profile;

import dev.berth.spi.check.ConfigurationCheck;

/** Checks the declared profiles. */
class ProfilesCheck implements ConfigurationCheck {

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(ProfileProperties.class)
                .ifPresent(properties -> Profiles.problems(properties.profiles())
                        .forEach(text -> problems.add(text.substring(0, text.indexOf(' ')), text)));
    }
}

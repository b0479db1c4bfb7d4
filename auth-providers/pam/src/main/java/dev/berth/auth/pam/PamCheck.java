package dev.berth.auth.pam;

import dev.berth.spi.check.ConfigurationCheck;

/** Checks the configured services. */
final class PamCheck implements ConfigurationCheck {

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(PamProperties.class)
                .ifPresent(properties ->
                        properties.pam().forEach((id, service) -> ServiceProblems.tell(id, service, problems)));
    }
}

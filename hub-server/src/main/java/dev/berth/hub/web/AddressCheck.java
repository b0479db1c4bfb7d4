package dev.berth.hub.web;

import dev.berth.spi.check.ConfigurationCheck;

/** Checks that the addresses for browsers are valid. */
class AddressCheck implements ConfigurationCheck {

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(PublicProperties.class).ifPresent(properties -> {
            port("berth.port", properties.port(), problems);
            port("berth.public-port", properties.publicPort(), problems);
            try {
                var _ = new Links(properties);
            } catch (InvalidAddressException refused) {
                String text = String.valueOf(refused.getMessage());
                problems.add(text.substring(0, text.indexOf(' ')), text);
            }
        });
        settings.bound(InternalProperties.class)
                .ifPresent(properties -> port("berth.hub.port", properties.port(), problems));
    }

    private static void port(String key, int port, Problems problems) {
        if (port < 0 || port > 65_535) {
            problems.add(key, key + " is " + port + ". Use a port from 1 to 65535, or 0 for any free port");
        }
    }
}

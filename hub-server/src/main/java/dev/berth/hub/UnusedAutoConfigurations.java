package dev.berth.hub;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Excludes auto-configurations that Spring Boot would process at every start but that the hub does not use: Actuator's endpoints and the
 * infrastructure around them. The hub has its own pages for health and metrics, and no endpoint is exposed.
 */
class UnusedAutoConfigurations implements AutoConfigurationImportFilter {

    private static final Pattern UNUSED =
            Pattern.compile(".*(?:Endpoint|Health|ManagementContext|ManagementWebSecurity|AvailabilityProbes).*");

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            wanted[i] = name == null || !UNUSED.matcher(name).matches();
        }
        return wanted;
    }
}

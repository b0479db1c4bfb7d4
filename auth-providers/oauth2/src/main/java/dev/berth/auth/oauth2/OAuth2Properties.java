package dev.berth.auth.oauth2;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Providers for sign-in. Other modules have keys beside this map, so unknown keys are rejected by the hub's check of all keys.
 *
 * @param oauth2 OAuth2 and OpenID Connect providers by id; the id is part of every identity, so a different issuer needs a different id
 */
@ConfigurationProperties(prefix = "berth.auth", ignoreUnknownFields = true)
record OAuth2Properties(@DefaultValue Map<String, OAuth2Client> oauth2) {

    OAuth2Properties {
        // In the order of the configuration, which is also the order of the buttons.
        oauth2 = Collections.unmodifiableMap(new LinkedHashMap<>(oauth2));
    }
}

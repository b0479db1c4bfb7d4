package dev.berth.auth.oauth2;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Providers for sign-in. Other parts have keys beside this map, so what is unknown here is refused by the hub's look at all keys.
 *
 * @param oauth2 OAuth2 and OpenID Connect providers by id; the id is a part of every identity, so another issuer gets another id
 */
@ConfigurationProperties(prefix = "berth.auth", ignoreUnknownFields = true)
record OAuth2Properties(@DefaultValue Map<String, OAuth2Client> oauth2) {

    OAuth2Properties {
        // In the order of the configuration, which is that of the buttons.
        oauth2 = Collections.unmodifiableMap(new LinkedHashMap<>(oauth2));
    }
}

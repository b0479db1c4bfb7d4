package dev.berth.hub.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A service, as it is declared.
 *
 * @param name its name: lower-case letters, digits and - _ . ~, at most 255 characters, a letter or digit first
 * @param displayName what people read; the name if empty
 * @param description one sentence for people
 * @param admin whether it may do what administrators may; roles with {@code services} give less
 * @param url where it can be reached, shown to whoever may see the service
 * @param info what else whoever may see the service shall know of it
 * @param apiToken its token, at least 32 characters; a file is the better place for it
 * @param apiTokenFile a file that holds the token and nothing else, readable by the hub alone
 */
record ServiceProperties(
        @DefaultValue("") String name,
        @DefaultValue("") String displayName,
        @DefaultValue("") String description,
        @DefaultValue("false") boolean admin,
        @DefaultValue("") String url,
        @DefaultValue Map<String, String> info,
        @DefaultValue("") String apiToken,
        @Nullable Path apiTokenFile) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9\\-_.~]{0,254}");
    private static final int MIN_TOKEN = 32;

    ServiceProperties {
        info = Map.copyOf(info);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "berth.access.services holds the name \"" + name
                            + "\"; a service's name has 1 to 255 characters a-z, 0-9, - _ . ~ and begins with a letter or digit");
        }
        if (!url.isEmpty() && !url.matches("https?://[^\\s\"<>]{1,2000}")) {
            throw new IllegalArgumentException("berth.access.services: the url of \"" + name + "\" is \"" + url
                    + "\"; it must begin with http:// or https://");
        }
        if (!apiToken.isEmpty() && apiTokenFile != null) {
            throw new IllegalArgumentException("berth.access.services: \"" + name
                    + "\" has both api-token and api-token-file; leave one of them out");
        }
        if (!apiToken.isEmpty()) {
            requireLong(name, "api-token", apiToken);
        }
    }

    Service service() {
        return new Service(name, displayName.isEmpty() ? name : displayName, description, admin, url, info);
    }

    /** Its token, from where it is kept; nothing for a service that asks nothing of the hub. */
    Optional<String> token() {
        if (apiTokenFile == null) {
            return apiToken.isEmpty() ? Optional.empty() : Optional.of(apiToken);
        }
        try {
            String token = Files.readString(apiTokenFile).strip();
            requireLong(name, "the file " + apiTokenFile, token);
            return Optional.of(token);
        } catch (IOException failure) {
            throw new IllegalArgumentException(
                    "berth.access.services: the api-token-file of \"" + name + "\" is " + apiTokenFile
                            + ", which cannot be read: " + failure,
                    failure);
        }
    }

    private static void requireLong(String name, String where, String token) {
        if (token.length() < MIN_TOKEN || token.length() > CredentialHash.MAX_LENGTH) {
            throw new IllegalArgumentException("berth.access.services: the token of \"" + name + "\" in " + where
                    + " has " + token.length() + " characters; it must have " + MIN_TOKEN + " to "
                    + CredentialHash.MAX_LENGTH + ", such as those of: openssl rand -hex 32");
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ServiceProperties[" + name + "]";
    }
}

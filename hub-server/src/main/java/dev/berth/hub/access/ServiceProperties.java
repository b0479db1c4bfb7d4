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
 * A declared service.
 *
 * @param name its name: lower-case letters, digits and - _ . ~, at most 255 characters, beginning with a letter or digit
 * @param displayName the display name; the name if empty
 * @param description a one-sentence description
 * @param admin whether it has all permissions of administrators; roles with {@code services} grant less
 * @param url its address, shown to people who can see the service
 * @param info additional information for people who can see the service
 * @param apiToken its token, at least 32 characters; preferably use a file instead
 * @param apiTokenFile a file that contains only the token and that only the hub can read
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
                    "berth.access.services contains the name \"" + name
                            + "\". A service name must have 1 to 255 characters of a-z, 0-9, - _ . ~ and begin with a letter or digit");
        }
        if (!url.isEmpty() && !url.matches("https?://[^\\s\"<>]{1,2000}")) {
            throw new IllegalArgumentException("berth.access.services: the url of \"" + name + "\" is \"" + url
                    + "\", but must begin with http:// or https://");
        }
        if (!apiToken.isEmpty() && apiTokenFile != null) {
            throw new IllegalArgumentException("berth.access.services: \"" + name
                    + "\" has both api-token and api-token-file. Remove one of them");
        }
        if (!apiToken.isEmpty()) {
            requireLong(name, "api-token", apiToken);
        }
    }

    Service service() {
        return new Service(name, displayName.isEmpty() ? name : displayName, description, admin, url, info);
    }

    /** Its token, from wherever it is stored; empty for a service that does not call the hub. */
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
                    + " has " + token.length() + " characters, but must have " + MIN_TOKEN + " to "
                    + CredentialHash.MAX_LENGTH + ". Create one with: openssl rand -hex 32");
        }
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "ServiceProperties[" + name + "]";
    }
}

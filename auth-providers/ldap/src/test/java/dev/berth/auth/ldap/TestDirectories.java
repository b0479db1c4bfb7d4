package dev.berth.auth.ldap;

import dev.berth.auth.ldap.LdapProperties.Directory;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.PasswordProvider.Outcome;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Directories as in a configuration file. */
final class TestDirectories {

    private TestDirectories() {}

    /** From keys below {@code berth.auth.ldap.campus}. */
    static Directory bound(Map<String, String> keys) {
        Map<String, String> prefixed = new TreeMap<>();
        keys.forEach((key, value) -> prefixed.put("x." + key, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bind("x", Bindable.of(Directory.class))
                .get();
    }

    static LdapDirectory open(Map<String, String> keys) {
        return LdapDirectory.open("campus", bound(keys), InstantSource.system());
    }

    static ExternalIdentity vouched(Outcome outcome) {
        if (outcome instanceof Outcome.Vouched(ExternalIdentity identity)) {
            return identity;
        }
        throw new AssertionError("not vouched for: " + outcome);
    }

    static String code(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Vouched(ExternalIdentity identity) -> "VOUCHED " + identity.name();
            case Outcome.Refused(String code, String why) -> code;
            case Outcome.Unavailable(String why) -> "UNAVAILABLE " + why;
        };
    }
}

package dev.berth.auth.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import dev.berth.auth.ldap.LdapProperties.Directory;
import dev.berth.spi.check.ConfigurationCheck;

/** Checks the configured directories; a thorough check also connects to each, binds as the search account and searches. */
final class LdapCheck implements ConfigurationCheck {

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(LdapProperties.class)
                .ifPresent(properties -> properties
                        .ldap()
                        .forEach((id, directory) -> check(id, directory, settings.thorough(), problems)));
    }

    private static void check(String id, Directory directory, boolean thorough, Problems problems) {
        boolean[] any = {false};
        DirectoryProblems.tell(id, directory, (key, text) -> {
            any[0] = true;
            problems.add(key, text);
        });
        if (thorough && !any[0]) {
            reach(id, directory, problems);
        }
    }

    private static void reach(String id, Directory directory, Problems problems) {
        String key = "berth.auth.ldap." + id + ".urls";
        try (Connections connections = Connections.open(directory)) {
            connections.probe();
        } catch (LDAPException failure) {
            problems.add(
                    key,
                    key + " does not lead to a directory that responds as configured: "
                            + BindAnswer.sentence(failure.getResultCode(), failure.getMessage()));
        } catch (TlsException failure) {
            problems.add(key, String.valueOf(failure.getMessage()));
        }
    }
}

package dev.berth.auth.ldap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.util.FileSystemUtils;

/**
 * A real OpenLDAP server with people and groups, started by the first class that extends this and used by all. Each test that changes an
 * entry has a separate one.
 */
abstract class SlapdDirectory {

    static final String[] SEARCH = {
        "bind-dn=cn=berth,ou=services,dc=example,dc=org",
        "bind-password=search-secret",
        "user-base=ou=people,dc=example,dc=org"
    };
    static final String PASSWORD = "correct horse";

    static Slapd slapd;
    static LdapDirectory directory;

    @BeforeAll
    static void start() throws IOException {
        if (directory != null) {
            return;
        }
        Path folder = Files.createTempDirectory("berth-slapd-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder)));
        slapd = Slapd.start(folder, Files.readString(Path.of("src/test/resources/people.ldif")));
        directory = TestDirectories.open(searching(
                "uid-attribute=uidNumber",
                "gid-attribute=gidNumber",
                "groups.from=member-of",
                "groups.base=ou=groups,dc=example,dc=org"));
    }

    private static void stop(Path folder) {
        if (directory != null) {
            directory.close();
        }
        if (slapd != null) {
            slapd.close();
        }
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException leftBehind) {
            System.err.println("Left behind: " + folder + ": " + leftBehind);
        }
    }

    static Map<String, String> searching(String... more) {
        Map<String, String> settings = slapd.settings(SEARCH);
        settings.putAll(slapd.settings(more));
        return settings;
    }

    static LdapDirectory byTemplate() {
        return TestDirectories.open(slapd.settings(
                "user-dns[0]=uid={name},ou=people,dc=example,dc=org",
                "user-dns[1]=uid={name},ou=guests,dc=example,dc=org"));
    }

    static String subject(String dn) {
        try (var administrator = slapd.administrator()) {
            return administrator.getEntry(dn, "entryUUID").getAttributeValue("entryUUID");
        } catch (com.unboundid.ldap.sdk.LDAPException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

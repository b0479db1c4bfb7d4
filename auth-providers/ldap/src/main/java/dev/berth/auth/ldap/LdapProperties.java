package dev.berth.auth.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Directories whose people may sign in. Other parts have keys under the same prefix, so unknown ones are refused by {@link LdapRegistrar}
 * and by the hub's check of all keys.
 *
 * @param ldap LDAP directories and Active Directory, by an id of your own (lower-case letters, digits and hyphens); who of their people
 *     may come in stands under {@code berth.signin.providers}
 */
@ConfigurationProperties(prefix = "berth.auth")
public record LdapProperties(@DefaultValue Map<String, Directory> ldap) {

    public LdapProperties {
        ldap = Map.copyOf(ldap);
    }

    /** What kind of directory it is; decides about defaults. */
    public enum Kind {
        /** OpenLDAP, 389 Directory Server, FreeIPA and others with {@code uid} and {@code entryUUID}. */
        STANDARD("(uid={name})", "uid", "entryUUID"),
        /** Microsoft's and Samba's. */
        ACTIVE_DIRECTORY(
                "(&(objectCategory=person)(objectClass=user)(sAMAccountName={name}))", "sAMAccountName", "objectGUID");

        private final String userFilter;
        private final String nameAttribute;
        private final String subjectAttribute;

        Kind(String userFilter, String nameAttribute, String subjectAttribute) {
            this.userFilter = userFilter;
            this.nameAttribute = nameAttribute;
            this.subjectAttribute = subjectAttribute;
        }
    }

    /** How an {@code ldap://} connection is protected; {@code ldaps://} is protected from its first byte. */
    public enum Tls {
        /** StartTLS (RFC 4511, section 4.14) before anything else is said. */
        START,
        /** Not at all; each start of the hub warns of it. */
        PLAIN
    }

    /**
     * One directory.
     *
     * @param label its name on the sign-in page; the id where it is left out
     * @param kind {@code standard} or {@code active-directory}
     * @param urls its servers, such as {@code ldaps://ldap1.example.org}; the first that answers is used
     * @param tls {@code start} (StartTLS on {@code ldap://}) or {@code plain}
     * @param caFile certificates in PEM that the servers' ones must come from; the Java runtime's own list where it is left out
     * @param connectTimeout how long to wait for a connection, TLS included
     * @param responseTimeout how long to wait for each answer
     * @param connections how many connections are kept for searches
     * @param bindDn whose account searches; nobody's (anonymous) where it is left out
     * @param bindPassword its password; better in a file
     * @param bindPasswordFile file with its password, read again when it changes
     * @param userDns DNs with {@code {name}} to try with the password, instead of searching first
     * @param userBase where people are searched
     * @param userFilter how a person is found by {@code {name}}
     * @param nameAttribute attribute with the user name
     * @param subjectAttribute attribute that never changes while the person stays the same
     * @param emailAttribute attribute with an e-mail address; never taken as verified
     * @param uidAttribute attribute with the UID, such as {@code uidNumber}; where it is left out the hub allocates one
     * @param gidAttribute attribute with the primary GID, such as {@code gidNumber}
     * @param groups how a person's groups are found
     */
    public record Directory(
            @DefaultValue("") String label,
            @DefaultValue("standard") Kind kind,
            @DefaultValue List<String> urls,
            @DefaultValue("start") Tls tls,
            @Nullable Path caFile,
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("10s") Duration responseTimeout,
            @DefaultValue("8") int connections,
            @DefaultValue("") String bindDn,
            @DefaultValue("") String bindPassword,
            @Nullable Path bindPasswordFile,
            @DefaultValue List<String> userDns,
            @DefaultValue("") String userBase,
            @DefaultValue("") String userFilter,
            @DefaultValue("") String nameAttribute,
            @DefaultValue("") String subjectAttribute,
            @DefaultValue("mail") String emailAttribute,
            @DefaultValue("") String uidAttribute,
            @DefaultValue("") String gidAttribute,
            @DefaultValue Groups groups) {

        public Directory {
            urls = List.copyOf(urls);
            userDns = List.copyOf(userDns);
            userFilter = or(userFilter, kind.userFilter);
            nameAttribute = or(nameAttribute, kind.nameAttribute);
            subjectAttribute = or(subjectAttribute, kind.subjectAttribute);
        }

        /** Whether people can be looked up without their password. */
        boolean searches() {
            return !userBase.isEmpty();
        }

        private static String or(String value, String standard) {
            return value.isEmpty() ? standard : value;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Directory[" + kind + ", " + urls + "]";
        }
    }

    /**
     * A person's groups.
     *
     * @param from {@code none}, {@code member-of} (the person's own attribute) or {@code search}
     * @param base only groups at or below this DN count: whoever may make a group elsewhere makes no administrators
     * @param filter how groups are searched, by {@code {dn}} and {@code {name}} of the person
     * @param nameAttribute attribute with a group's name; {@code dn} for its whole DN
     * @param nested whether groups of groups count; Active Directory is asked by its own rule for that (1.2.840.113556.1.4.1941)
     */
    public record Groups(
            @DefaultValue("none") From from,
            @DefaultValue("") String base,

            @DefaultValue("(|(member={dn})(uniqueMember={dn})(memberUid={name}))")
            String filter,

            @DefaultValue("cn") String nameAttribute,
            @DefaultValue("false") boolean nested) {

        /** Where groups are read. */
        public enum From {
            NONE,
            MEMBER_OF,
            SEARCH
        }
    }
}

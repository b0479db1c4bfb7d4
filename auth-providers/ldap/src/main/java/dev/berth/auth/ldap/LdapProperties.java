package dev.berth.auth.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Directories whose people can sign in. Other modules have keys under the same prefix, so unknown keys are rejected by
 * {@link LdapRegistrar} and by the hub's check of all keys.
 *
 * @param ldap LDAP directories and Active Directory, by an id that you choose (lower-case letters, digits and hyphens);
 *     {@code berth.signin.providers} decides which of their people are allowed
 */
@ConfigurationProperties(prefix = "berth.auth")
public record LdapProperties(@DefaultValue Map<String, Directory> ldap) {

    public LdapProperties {
        ldap = Map.copyOf(ldap);
    }

    /** The kind of directory, which determines the defaults. */
    public enum Kind {
        /** OpenLDAP, 389 Directory Server, FreeIPA and others with {@code uid} and {@code entryUUID}. */
        STANDARD("(uid={name})", "uid", "entryUUID"),
        /** Microsoft Active Directory and Samba. */
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

    /** How an {@code ldap://} connection is encrypted; {@code ldaps://} is encrypted from the first byte. */
    public enum Tls {
        /** StartTLS (RFC 4511, section 4.14) before any other request. */
        START,
        /** Not encrypted; the hub logs a warning at each start. */
        PLAIN
    }

    /**
     * One directory.
     *
     * @param label its name on the sign-in page; the id if not set
     * @param kind {@code standard} or {@code active-directory}
     * @param urls its servers, such as {@code ldaps://ldap1.example.org}; the first one that responds is used
     * @param tls {@code start} (StartTLS on {@code ldap://}) or {@code plain}
     * @param caFile CA certificates in PEM for the servers' certificates; the Java runtime's trust store if not set
     * @param connectTimeout how long to wait for a connection, including TLS
     * @param responseTimeout how long to wait for each response
     * @param connections how many connections to keep for searches
     * @param bindDn the DN of the search account; anonymous if not set
     * @param bindPassword the search account's password; preferably use a file instead
     * @param bindPasswordFile file with the search account's password, read again when it changes
     * @param userDns DNs with {@code {name}} for which to try the password, instead of searching first
     * @param userBase the DN below which to search for people
     * @param userFilter the filter that finds a person by {@code {name}}
     * @param nameAttribute attribute with the username
     * @param subjectAttribute attribute that identifies the person and never changes
     * @param emailAttribute attribute with an email address, which is never treated as verified
     * @param uidAttribute attribute with the UID, such as {@code uidNumber}; if not set, the hub allocates one
     * @param gidAttribute attribute with the primary GID, such as {@code gidNumber}
     * @param groups how to find a person's groups
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

        /** Omits the password. */
        @Override
        public String toString() {
            return "Directory[" + kind + ", " + urls + "]";
        }
    }

    /**
     * A person's groups.
     *
     * @param from {@code none}, {@code member-of} (the person's own attribute) or {@code search}
     * @param base only groups at or below this DN count, so that people who can create groups elsewhere cannot make themselves
     *     administrators
     * @param filter the search filter for groups, with {@code {dn}} and {@code {name}} of the person
     * @param nameAttribute attribute with the name of a group; {@code dn} for the whole DN
     * @param nested whether nested groups count; with Active Directory, its own matching rule is used (1.2.840.113556.1.4.1941)
     */
    public record Groups(
            @DefaultValue("none") From from,
            @DefaultValue("") String base,

            @DefaultValue("(|(member={dn})(uniqueMember={dn})(memberUid={name}))")
            String filter,

            @DefaultValue("cn") String nameAttribute,
            @DefaultValue("false") boolean nested) {

        /** Where to read groups. */
        public enum From {
            NONE,
            MEMBER_OF,
            SEARCH
        }
    }
}

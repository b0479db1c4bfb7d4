package dev.berth.auth.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import dev.berth.auth.ldap.LdapProperties.Directory;
import dev.berth.auth.ldap.LdapProperties.Groups;
import dev.berth.auth.ldap.LdapProperties.Tls;
import dev.berth.spi.check.ConfigurationCheck.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Finds the problems in the configuration of one directory and reports each with its key. */
final class DirectoryProblems {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final String prefix;
    private final Directory directory;
    private final Problems problems;

    private DirectoryProblems(String id, Directory directory, Problems problems) {
        this.prefix = "berth.auth.ldap." + id + ".";
        this.directory = directory;
        this.problems = problems;
    }

    static void tell(String id, Directory directory, Problems problems) {
        if (!id.matches("[a-z][a-z0-9-]{0,31}") || id.equals("local")) {
            problems.add(
                    "berth.auth.ldap." + id,
                    "berth.auth.ldap." + id + " is not a valid provider id. Use lower-case letters, digits and hyphens,"
                            + " at most 32, and not \"local\"");
        }
        DirectoryProblems found = new DirectoryProblems(id, directory, problems);
        found.servers();
        found.account();
        found.people();
        found.groups();
    }

    private void servers() {
        if (directory.urls().isEmpty()) {
            add("urls", "is empty. Name at least one server, such as ldaps://ldap.example.org");
        }
        directory.urls().forEach(this::url);
        file("ca-file", directory.caFile());
        timeout("connect-timeout", directory.connectTimeout());
        timeout("response-timeout", directory.responseTimeout());
        if (directory.connections() < 1 || directory.connections() > 100) {
            add("connections", "is " + directory.connections() + ", but must be between 1 and 100");
        }
    }

    private void url(String text) {
        try {
            URI url = new URI(text);
            boolean known = "ldap".equals(url.getScheme()) || "ldaps".equals(url.getScheme());
            if (!known || url.getHost() == null || url.getUserInfo() != null || url.getRawQuery() != null) {
                add("urls", "contains \"" + text + "\". Use ldaps://host or ldap://host, with a port if necessary");
            } else if (!url.getRawPath().replace("/", "").isEmpty()) {
                add("urls", "contains \"" + text + "\", which includes a DN. Move the DN to user-base");
            } else if (directory.tls() == Tls.PLAIN && "ldaps".equals(url.getScheme())) {
                add("tls", "is plain, but \"" + text + "\" is encrypted. Remove tls or use ldap://");
            }
        } catch (URISyntaxException noUrl) {
            add("urls", "contains \"" + text + "\", which is not a valid URL. Use ldaps://host or ldap://host");
        }
    }

    private void account() {
        boolean password = !directory.bindPassword().isEmpty();
        if (password && directory.bindPasswordFile() != null) {
            add("bind-password", "and bind-password-file are both set. Remove one of them");
        }
        boolean any = password || directory.bindPasswordFile() != null;
        if (directory.bindDn().isEmpty() == any) {
            add(
                    "bind-dn",
                    any
                            ? "is not set, but its password is. Set both or neither"
                            : "is set without bind-password-file. Set it, because an account without a password proves nothing");
        }
        dn("bind-dn", directory.bindDn());
        file("bind-password-file", directory.bindPasswordFile());
    }

    private void people() {
        if (directory.userBase().isEmpty() && directory.userDns().isEmpty()) {
            add("user-base", "and user-dns are both missing. Set one of them, so that Berth can find people");
        }
        dn("user-base", directory.userBase());
        filter("user-filter", directory.userFilter(), "{name}");
        for (String template : directory.userDns()) {
            if (!template.contains("{name}")) {
                add("user-dns", "contains \"" + template + "\" without {name}");
            }
            dn("user-dns", template);
        }
    }

    private void groups() {
        Groups groups = directory.groups();
        if (groups.from() == Groups.From.NONE) {
            return;
        }
        if (groups.base().isEmpty()) {
            add("groups.base", "is not set. Set it to the DN below which groups count");
        }
        dn("groups.base", groups.base());
        filter("groups.filter", groups.filter(), "{dn}", "{name}");
    }

    private void dn(String key, String text) {
        if (!text.isEmpty() && !DN.isValidDN(text)) {
            add(key, "is \"" + text + "\", which is not a valid DN (RFC 4514)");
        }
    }

    private void filter(String key, String text, String... places) {
        String filled = text;
        for (String place : places) {
            filled = filled.replace(place, "x");
        }
        if (filled.equals(text)) {
            add(key, "is \"" + text + "\" without " + String.join(" or ", places));
        }
        try {
            Filter.create(filled);
        } catch (LDAPException noFilter) {
            add(key, "is \"" + text + "\", which is not a valid filter (RFC 4515): " + noFilter.getMessage());
        }
    }

    private void file(String key, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            add(key, "is " + file + ", which cannot be read");
        }
    }

    private void timeout(String key, Duration value) {
        if (!value.isPositive() || value.compareTo(LONGEST) > 0) {
            add(key, "is " + value + ", but must be positive and at most " + LONGEST.toSeconds() + "s");
        }
    }

    private void add(String key, String text) {
        problems.add(prefix + key, prefix + key + " " + text);
    }
}

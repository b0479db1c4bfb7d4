package dev.berth.auth.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.RDN;
import dev.berth.auth.ldap.LdapProperties.Directory;
import dev.berth.auth.ldap.LdapProperties.Tls;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.PasswordProvider;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One directory of {@code berth.auth.ldap}: searches and then binds, or binds with DNs that are created from templates. */
final class LdapDirectory implements PasswordProvider, IdentitySource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LdapDirectory.class);
    private static final int MAX_NAME = 255;
    private static final Outcome.Refused WRONG = new Outcome.Refused("BAD_CREDENTIALS", "The password is wrong.");

    private final String id;
    private final Directory directory;
    private final Connections connections;
    private final GroupSearch groups;
    private final Subjects subjects;
    private final People people;
    private final InstantSource clock;

    private LdapDirectory(String id, Directory directory, Connections connections, InstantSource clock) {
        this.id = id;
        this.directory = directory;
        this.connections = connections;
        this.clock = clock;
        this.groups = new GroupSearch(directory.groups(), directory.kind());
        this.subjects = new Subjects(directory.subjectAttribute());
        this.people = new People(directory, subjects, groups);
    }

    /** Does not open a connection yet. */
    static LdapDirectory open(String id, Directory directory, InstantSource clock) {
        if (directory.tls() == Tls.PLAIN) {
            log.warn(
                    "The connection to directory \"{}\" is not encrypted (berth.auth.ldap.{}.tls is plain): everybody on the network path can read passwords",
                    id,
                    id);
        }
        try {
            return new LdapDirectory(id, directory, Connections.open(directory), clock);
        } catch (LDAPException failure) {
            throw new IllegalStateException(
                    "The directory " + id + " cannot be used: " + failure.getMessage(), failure);
        }
    }

    @Override
    public String provider() {
        return id;
    }

    @Override
    public String label() {
        return directory.label().isEmpty() ? id : directory.label();
    }

    @Override
    public Outcome authenticate(String name, String password) {
        String clean = name.strip();
        if (password.isEmpty()) {
            return new Outcome.Refused("EMPTY_PASSWORD", "No password was entered, so the directory was not asked.");
        }
        if (clean.isEmpty() || clean.length() > MAX_NAME || clean.chars().anyMatch(Character::isISOControl)) {
            return new Outcome.Refused("BAD_NAME", "The username is empty, too long or contains control characters.");
        }
        try {
            return directory.userDns().isEmpty() ? searchThenBind(clean, password) : bindThenRead(clean, password);
        } catch (LDAPException failure) {
            return new Outcome.Unavailable("The directory " + id + " could not be asked: "
                    + BindAnswer.sentence(failure.getResultCode(), failure.getMessage()));
        }
    }

    private Outcome searchThenBind(String name, String password) throws LDAPException {
        LDAPInterface search = connections.search();
        List<? extends Entry> found = people.named(name, search);
        if (found.isEmpty()) {
            return stranger();
        }
        if (found.size() > 1) {
            return new Outcome.Refused(
                    "AMBIGUOUS_NAME", "More than one entry of the directory has this name. None of them can sign in.");
        }
        Entry entry = found.getFirst();
        try (LDAPConnection connection = connections.fresh()) {
            Optional<Refusal> refused = bind(connection, entry.getDN(), password);
            return refused.isPresent() ? refused(refused.get()) : vouch(entry, search);
        }
    }

    /** Makes the same round trips as for a wrong password, with a random password: response times must not reveal whether a name exists. */
    private Outcome stranger() throws LDAPException {
        try (LDAPConnection connection = connections.fresh()) {
            String nowhere = new RDN("cn", UUID.randomUUID().toString()) + "," + directory.userBase();
            bind(connection, nowhere, UUID.randomUUID().toString());
        }
        return new Outcome.Refused(
                "UNKNOWN_USER", "No entry below " + directory.userBase() + " has this name and matches user-filter.");
    }

    private Outcome bindThenRead(String name, String password) throws LDAPException {
        Outcome last = WRONG;
        for (String template : directory.userDns()) {
            String dn = People.fill(template, name);
            try (LDAPConnection connection = connections.fresh()) {
                Optional<Refusal> refused = bind(connection, dn, password);
                if (refused.isEmpty()) {
                    Entry entry = people.at(dn, connection);
                    return entry == null
                            ? new Outcome.Refused(
                                    "NO_ENTRY",
                                    "The account does not have permission to read its own entry " + dn + ".")
                            : vouch(entry, directory.bindDn().isEmpty() ? connection : connections.search());
                }
                // Report the most specific result, such as "locked" from one DN rather than "wrong" from the next.
                last = last.equals(WRONG) ? refused(refused.get()) : last;
            }
        }
        return last;
    }

    private static Optional<Refusal> bind(LDAPConnection connection, String dn, String password) throws LDAPException {
        try {
            BindResult result = Connections.bind(connection, dn, password);
            return BindAnswer.ofSuccess(result);
        } catch (LDAPException failure) {
            Optional<Refusal> refused = BindAnswer.ofFailure(failure);
            if (refused.isEmpty()) {
                throw failure;
            }
            return refused;
        }
    }

    private Outcome vouch(Entry entry, LDAPInterface search) throws LDAPException {
        Optional<Refusal> closed = AccountState.problem(entry, clock);
        if (closed.isPresent()) {
            return refused(closed.get());
        }
        Optional<String> subject = subjects.of(entry);
        Optional<String> name = name(entry);
        if (subject.isEmpty() || name.isEmpty()) {
            return new Outcome.Refused(
                    subject.isEmpty() ? "NO_SUBJECT" : "NO_NAME",
                    "The entry must have exactly one readable "
                            + (subject.isEmpty() ? directory.subjectAttribute() : directory.nameAttribute())
                            + ", by which the person is recognized.");
        }
        Optional<String> unread = unreadId(entry);
        return unread.isPresent()
                ? new Outcome.Refused("ID_ATTRIBUTE", unread.get())
                : new Outcome.Vouched(identity(entry, subject.get(), name.get(), search));
    }

    /** A UID that is there and cannot be read is not replaced by another one. */
    private Optional<String> unreadId(Entry entry) {
        return Stream.of(directory.uidAttribute(), directory.gidAttribute())
                .filter(attribute -> entry.hasAttribute(attribute) && id(entry, attribute) == null)
                .findFirst()
                .map(attribute -> "The entry has several values in " + attribute
                        + ", or one that is not a number; the person's UID and GID must be one number each.");
    }

    private static @Nullable Long id(Entry entry, String attribute) {
        String[] values = attribute.isEmpty() ? null : entry.getAttributeValues(attribute);
        return values != null && values.length == 1 ? entry.getAttributeValueAsLong(attribute) : null;
    }

    /** The single value or, if there are several, the one in the DN. */
    private Optional<String> name(Entry entry) throws LDAPException {
        String[] values = entry.getAttributeValues(directory.nameAttribute());
        if (values == null || values.length == 0) {
            return Optional.empty();
        }
        RDN rdn = entry.getRDN();
        return values.length == 1
                ? Optional.of(values[0])
                : Arrays.stream(values)
                        .filter(value -> rdn != null && rdn.hasAttributeValue(directory.nameAttribute(), value))
                        .findFirst();
    }

    private ExternalIdentity identity(Entry entry, String subject, String name, LDAPInterface search)
            throws LDAPException {
        return new ExternalIdentity(
                id,
                subject,
                name,
                directory.emailAttribute().isEmpty() ? null : entry.getAttributeValue(directory.emailAttribute()),
                false,
                groups.of(entry, name, search),
                id(entry, directory.uidAttribute()),
                id(entry, directory.gidAttribute()),
                false);
    }

    @Override
    public Answer ask(Known known) {
        if (!directory.searches()) {
            return new Answer.Unknown(
                    "berth.auth.ldap." + id + ".user-base is not set, so people cannot be looked up.");
        }
        try {
            return answer(known, connections.search());
        } catch (LDAPException failure) {
            return new Answer.Unknown("The directory " + id + " could not be asked: "
                    + BindAnswer.sentence(failure.getResultCode(), failure.getMessage()));
        }
    }

    private Answer answer(Known known, LDAPInterface search) throws LDAPException {
        List<? extends Entry> found = people.bySubject(known.subject(), search);
        if (found.isEmpty()) {
            return new Answer.Gone("The directory no longer has an entry with this subject.");
        }
        Entry entry = found.getFirst();
        Optional<String> name = name(entry);
        if (found.size() > 1 || name.isEmpty()) {
            return new Answer.Unknown("The directory has " + found.size() + " entries with this subject and "
                    + (name.isEmpty() ? "no name" : "a name") + " in the first.");
        }
        Optional<Refusal> closed = AccountState.problem(entry, clock).filter(Refusal::forGood);
        if (closed.isPresent()) {
            return new Answer.Gone(closed.get().why());
        }
        return people.stillFits(entry, name.get(), search)
                ? new Answer.Current(identity(entry, known.subject(), name.get(), search), null)
                : new Answer.Gone("The entry no longer matches user-filter.");
    }

    private static Outcome refused(Refusal refusal) {
        return new Outcome.Refused(refusal.code(), refusal.why());
    }

    @Override
    public void close() {
        connections.close();
    }

    @Override
    public String toString() {
        return "LdapDirectory[" + id + ", " + directory.urls() + "]";
    }
}

package dev.berth.spi.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A directory that a test controls: people with passwords, rejections by name, and a switch that makes it unavailable. */
public final class InMemoryDirectory implements PasswordProvider, IdentitySource {

    private final String id;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Outcome.Refused> refusals = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    private record Person(String password, ExternalIdentity identity) {}

    public InMemoryDirectory(String id) {
        this.id = id;
    }

    /** Adds a person; the name is what they type. */
    public InMemoryDirectory with(String name, String password, ExternalIdentity identity) {
        people.put(name, new Person(password, identity));
        return this;
    }

    /** Adds a person of whom only these groups are known. */
    public InMemoryDirectory with(String name, String password, String... groups) {
        ExternalIdentity identity =
                new ExternalIdentity(id, "subject-of-" + name, name, null, false, Set.of(groups), null, null, false);
        return with(name, password, identity);
    }

    /** Rejects a person, whatever the password. */
    public void refuse(String name, String code, String why) {
        refusals.put(name, new Outcome.Refused(code, why));
    }

    public void remove(String name) {
        people.remove(name);
    }

    public void setDown(boolean down) {
        this.down = down;
    }

    /** The names for which a password was checked, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public String provider() {
        return id;
    }

    @Override
    public String label() {
        return "Directory <" + id + ">";
    }

    @Override
    public Outcome authenticate(String name, String password) {
        asked.add(name);
        if (down) {
            return new Outcome.Unavailable("it was switched off");
        }
        if (refusals.containsKey(name)) {
            return refusals.get(name);
        }
        Person person = people.get(name);
        return person != null && !password.isEmpty() && person.password().equals(password)
                ? new Outcome.Vouched(person.identity())
                : new Outcome.Refused("BAD_CREDENTIALS", "the password is wrong");
    }

    @Override
    public Answer ask(Known known) {
        if (down) {
            return new Answer.Unknown("it was switched off");
        }
        return people.values().stream()
                .filter(person -> person.identity().subject().equals(known.subject()))
                .findFirst()
                .<Answer>map(person -> new Answer.Current(person.identity(), null))
                .orElseGet(() -> new Answer.Gone("nobody has this subject"));
    }
}

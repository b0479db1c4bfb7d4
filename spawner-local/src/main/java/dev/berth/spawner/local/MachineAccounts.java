package dev.berth.spawner.local;

import dev.berth.spawner.local.LocalSpawnerProperties.Accounts;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What this machine gives a person who has an account on it (PAM): its groups and its home directory. Read at each start by {@code
 * getent} and {@code id}, which ask whatever the name service switch names, such as sssd. An account that cannot be read is a start that
 * fails, never one with fewer groups.
 */
record MachineAccounts(Accounts options, long hubUid) {

    /** Groups below belong to the system: being in docker or disk is as good as being root. */
    private static final long FIRST_GROUP = 1_000;

    private static final long HIGHEST_ID = 0xFFFF_FFFEL;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    /** The account could not be read. Its message says what to do. */
    static final class UnreadableException extends IOException {

        private static final long serialVersionUID = 1L;

        private UnreadableException(String message) {
            super(message);
        }
    }

    private record Account(String name, Path home) {}

    private static boolean isOfMachine(Owner owner) {
        return owner.account() == Owner.Account.MACHINE;
    }

    /**
     * An owner as the machine knows them.
     *
     * @param owner with the groups of their account
     * @param home the account's home directory; null for an owner who gets one in the data folder
     */
    record Resolved(Owner owner, @Nullable Path home) {}

    Resolved resolve(Owner owner) throws IOException {
        boolean groups = hubUid == 0 && options.groups() == Accounts.Groups.ACCOUNT;
        if (!isOfMachine(owner) || !(groups || hasOwnHome(owner))) {
            return new Resolved(owner, null);
        }
        Account account = account(owner);
        return new Resolved(groups ? withGroups(owner, account) : owner, hasOwnHome(owner) ? account.home() : null);
    }

    private Owner withGroups(Owner owner, Account account) throws IOException {
        Set<Long> groups = new TreeSet<>(owner.supplementalGroups());
        groups.addAll(groups(account));
        groups.remove(owner.gid());
        return new Owner(owner.name(), owner.uid(), owner.gid(), List.copyOf(groups), owner.account());
    }

    private List<Long> groups(Account account) throws IOException {
        Set<Long> allowed = new TreeSet<>();
        for (String name : options.systemGroups()) {
            allowed.add(group(name));
        }
        List<Long> groups = new ArrayList<>();
        for (String each : run("id", "-G", "--", account.name()).split("\\s+", -1)) {
            long gid = number(each, "id -G");
            if (gid > 0 && (gid >= FIRST_GROUP || allowed.contains(gid))) {
                groups.add(gid);
            }
        }
        return groups;
    }

    private static long group(String name) throws IOException {
        if (NUMBER.matcher(name).matches()) {
            return number(name, "berth.spawner.local.accounts.system-groups");
        }
        String[] fields = run("getent", "group", name).split(":", -1);
        return number(fields.length > 2 ? fields[2] : "", "getent group");
    }

    /** The account's home directory; nothing for an owner who gets one in the data folder. */
    Optional<Path> home(Owner owner) throws IOException {
        return hasOwnHome(owner) ? Optional.of(account(owner).home()) : Optional.empty();
    }

    /** A hub that is not root runs servers under its own UID, which can use no other account's home. */
    private boolean hasOwnHome(Owner owner) {
        boolean own = hubUid == 0 || hubUid == owner.uid();
        return isOfMachine(owner) && own && options.home() == Accounts.Home.ACCOUNT;
    }

    /**
     * Why the account's home directory may not be used, or null. Links are followed: they lead there from folders of root, and nothing is
     * changed in it before all rights are dropped.
     */
    static @Nullable Failure problem(Path home, long uid) {
        try {
            Map<String, Object> facts = Files.readAttributes(home, "unix:uid,isDirectory");
            boolean directory = Boolean.TRUE.equals(facts.get("isDirectory"));
            long owner = facts.get("uid") instanceof Integer id ? Integer.toUnsignedLong(id) : -1;
            if (directory && owner == uid) {
                return null;
            }
            return directory
                    ? Failure.of(ReasonCode.HOME, "local.account.home-owner", home, owner, uid)
                    : Failure.of(ReasonCode.HOME, "local.account.home-file", home);
        } catch (IOException absent) {
            return Failure.of(ReasonCode.HOME, "local.account.home-missing", home, String.valueOf(absent.getMessage()));
        }
    }

    private static Account account(Owner owner) throws IOException {
        String[] fields = run("getent", "passwd", Long.toString(owner.uid())).split(":", -1);
        if (fields.length != 7 || !fields[2].equals(Long.toString(owner.uid())) || !fields[5].startsWith("/")) {
            throw new UnreadableException(Texts.of("local.account.entry", owner.uid(), owner.uid()));
        }
        return new Account(fields[0], Path.of(fields[5]).normalize());
    }

    private static long number(String text, String source) throws UnreadableException {
        long value = NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (value < 0 || value > HIGHEST_ID) {
            throw new UnreadableException(Texts.of("local.account.group", text, source));
        }
        return value;
    }

    /** The last line that a program writes if it succeeds. */
    private static String run(String... words) throws IOException {
        List<String> lines = new ArrayList<>();
        Command.Result result = Command.run(LIMIT, lines::add, List.of(words));
        if (!result.succeeded() || lines.size() != 1) {
            throw new UnreadableException(
                    Texts.of("local.account.unreadable", String.join(" ", words), result.status(), result.output()));
        }
        return lines.getFirst().strip();
    }
}

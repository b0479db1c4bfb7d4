package dev.berth.auth.pam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.auth.pam.PamProperties.Service;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.IdentitySource.Answer;
import dev.berth.spi.identity.IdentitySource.Known;
import dev.berth.spi.identity.PasswordProvider.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with the PAM of the machine that runs them. */
class PamIT {

    private static final String PASSWORD = "correct horse Battery 1";
    private static final String[] UNIX = {"auth required pam_unix.so nodelay", "account required pam_unix.so"};

    private static TestMachine machine;
    private static String service;
    private static String ada;
    private static String staff;

    private PamAccounts accounts;

    @BeforeAll
    static void make() {
        machine = new TestMachine();
        service = machine.service("unix", UNIX);
        staff = machine.group("staff");
        ada = machine.account("ada", PASSWORD, "--groups", staff);
    }

    @AfterAll
    static void remove() {
        if (machine != null) {
            machine.close();
        }
    }

    @BeforeEach
    void open() {
        accounts = open(service);
    }

    @AfterEach
    void close() {
        accounts.close();
    }

    private static PamAccounts open(String service) {
        return PamAccounts.open("machine", new Service("", service, 4, Duration.ofSeconds(30), 1_000));
    }

    private static String code(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Vouched(ExternalIdentity identity) -> "VOUCHED " + identity.name();
            case Outcome.Refused(String code, String why) -> code;
            case Outcome.Unavailable(String why) -> "UNAVAILABLE " + why;
        };
    }

    private static long uid(String account) throws IOException {
        return Files.readAllLines(Path.of("/etc/passwd")).stream()
                .filter(line -> line.startsWith(account + ":"))
                .mapToLong(line -> Long.parseLong(line.split(":")[2]))
                .findFirst()
                .orElseThrow();
    }

    private static Known known(String account) throws IOException {
        return new Known(Long.toString(uid(account)), account, null);
    }

    @Test
    void rightPasswordVouchesForTheMachinesAccount() throws IOException {
        Outcome outcome = accounts.authenticate(ada, PASSWORD);
        assertThat(outcome).isInstanceOf(Outcome.Vouched.class);
        ExternalIdentity identity = ((Outcome.Vouched) outcome).identity();
        assertThat(identity.provider()).isEqualTo("machine");
        assertThat(identity.subject()).isEqualTo(Long.toString(uid(ada)));
        assertThat(identity.name()).isEqualTo(ada);
        assertThat(identity.uid()).isEqualTo(uid(ada));
        assertThat(identity.groups().names()).contains(staff, ada);
        assertThat(identity.machineAccount()).isTrue();
    }

    @Test
    void wrongAndEmptyPasswordsAndUnknownNamesAreRefused() {
        assertThat(code(accounts.authenticate(ada, "wrong"))).isEqualTo("BAD_CREDENTIALS");
        assertThat(code(accounts.authenticate(ada, ""))).isEqualTo("EMPTY_PASSWORD");
        assertThat(code(accounts.authenticate(machine.name("nobody"), PASSWORD)))
                .isIn("UNKNOWN_USER", "BAD_CREDENTIALS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "root:x", "../ada", "ada\0", "a\nb", " ", "-G", "é"})
    void namesThatAreNoneAreRefused(String name) {
        assertThat(accounts.authenticate(name, PASSWORD)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void passwordWithOtherLettersIsTakenAsItIs() {
        String account = machine.account("umlaut", "pässwörd-密碼-1");
        assertThat(code(accounts.authenticate(account, "pässwörd-密碼-1"))).isEqualTo("VOUCHED " + account);
        assertThat(code(accounts.authenticate(account, "pässwörd-密碼-1\0more"))).isEqualTo("BAD_NAME");
    }

    @Test
    void expiredAccountIsRefusedAndEndsWhatIsOpen() throws IOException {
        String account = machine.account("expired", PASSWORD);
        assertThat(accounts.ask(known(account))).isInstanceOf(Answer.Current.class);
        machine.run("chage", "--expiredate", "2001-01-01", account);
        assertThat(code(accounts.authenticate(account, PASSWORD))).isEqualTo("ACCOUNT_EXPIRED");
        assertThat(code(accounts.authenticate(account, "wrong")))
                .as("whoever does not know the password learns nothing about the account")
                .isEqualTo("BAD_CREDENTIALS");
        assertThat(accounts.ask(known(account))).isInstanceOf(Answer.Gone.class);
    }

    @Test
    void lockedPasswordIsRefused() {
        String account = machine.account("locked", PASSWORD);
        machine.run("usermod", "--lock", account);
        assertThat(code(accounts.authenticate(account, PASSWORD))).isEqualTo("BAD_CREDENTIALS");
    }

    @Test
    void passwordThatMustChangeIsRefusedButEndsNothing() throws IOException {
        String account = machine.account("due", PASSWORD);
        machine.run("chage", "--lastday", "0", account);
        assertThat(code(accounts.authenticate(account, PASSWORD))).isEqualTo("PASSWORD_MUST_CHANGE");
        assertThat(accounts.ask(known(account))).isInstanceOf(Answer.Current.class);
    }

    /** Debian's own services allow an account without a password ("nullok"). */
    @Test
    void accountWithoutAPasswordHasNoneThatIsRight() {
        String account = machine.account("empty", "");
        machine.run("passwd", "--delete", account);
        try (PamAccounts nullok =
                open(machine.service("nullok", "auth required pam_unix.so nullok nodelay", UNIX[1]))) {
            assertThat(nullok.authenticate(account, "anything")).isInstanceOf(Outcome.Refused.class);
            assertThat(nullok.authenticate(account, "")).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void accountModulesDecideToo() {
        String denied = machine.service("denied", UNIX[0], "account required pam_deny.so");
        try (PamAccounts closed = open(denied)) {
            assertThat(code(closed.authenticate(ada, PASSWORD))).isEqualTo("ACCOUNT_REFUSED");
        }
    }

    @Test
    void groupRuleOfTheServiceHolds() {
        String outsider = machine.account("outsider", PASSWORD);
        String rule = "account required pam_succeed_if.so quiet user ingroup " + staff;
        try (PamAccounts limited = open(machine.service("group", UNIX[0], UNIX[1], rule))) {
            assertThat(code(limited.authenticate(ada, PASSWORD))).isEqualTo("VOUCHED " + ada);
            assertThat(limited.authenticate(outsider, PASSWORD)).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void systemAccountsNeverComeIn() {
        String system = machine.account("system", PASSWORD, "--system");
        assertThat(code(accounts.authenticate(system, PASSWORD))).isEqualTo("UID_TOO_LOW");
        assertThat(accounts.ask(new Known("0", "root", null))).isInstanceOf(Answer.Gone.class);
    }

    @Test
    void renamingKeepsTheSubjectAndRemovalIsNoticed() throws IOException {
        String before = machine.account("maiden", PASSWORD, "--no-user-group");
        String after = machine.name("married");
        Known known = known(before);
        machine.run("usermod", "--login", after, before);
        assertThat(accounts.ask(known))
                .isInstanceOfSatisfying(
                        Answer.Current.class,
                        now -> assertThat(now.identity().name()).isEqualTo(after));
        machine.run("userdel", after);
        assertThat(accounts.ask(known)).isInstanceOf(Answer.Gone.class);
    }

    @Test
    void groupsAreThoseOfNow() throws IOException {
        String account = machine.account("mover", PASSWORD);
        machine.run("usermod", "--append", "--groups", staff, account);
        assertThat(accounts.ask(known(account)))
                .isInstanceOfSatisfying(
                        Answer.Current.class,
                        now -> assertThat(now.identity().groups().names()).contains(staff));
    }

    @Test
    void moduleThatHangsHoldsNobodyForLongerThanTheTimeout() {
        String hanging = machine.service(
                "hanging", "auth required pam_exec.so quiet /bin/sleep 60", "account required pam_permit.so");
        Service slow = new Service("", hanging, 1, Duration.ofMillis(300), 1_000);
        PamAccounts stuck = PamAccounts.open("machine", slow);
        try {
            for (int i = 0; i < 12; i++) {
                assertThat(code(stuck.authenticate(ada, PASSWORD))).startsWith("UNAVAILABLE");
            }
            assertThat(code(stuck.authenticate(ada, PASSWORD))).contains("might be blocked");
            assertThat(code(accounts.authenticate(ada, PASSWORD))).isEqualTo("VOUCHED " + ada);
        } finally {
            stuck.close();
            ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().commandLine().orElse("").contains("sleep 60"))
                    .forEach(ProcessHandle::destroy);
        }
    }

    /** The service of docs/howto/pam.md, verbatim; only its name is one that does not exist on any machine. */
    @Test
    void serviceOfTheDocumentsWorks() throws IOException {
        String page = Files.readString(Path.of("../../docs/howto/pam.md"));
        assertThat(page).contains("service: berth", "`/etc/pam.d/berth`");
        String[] rules = page.split("```\n")[2].strip().split("\n");
        assertThat(rules).hasSize(2).allMatch(rule -> rule.contains("pam_unix.so"));
        try (PamAccounts documented = open(machine.service("berth", rules))) {
            assertThat(code(documented.authenticate(ada, PASSWORD))).isEqualTo("VOUCHED " + ada);
            assertThat(code(documented.authenticate(ada, "wrong"))).isEqualTo("BAD_CREDENTIALS");
        }
    }

    @Test
    void manyAtOnceAreToldApart() throws Exception {
        String other = machine.account("other", "other " + PASSWORD);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> wishes = IntStream.range(0, 32)
                    .<Callable<String>>mapToObj(i -> () -> code(accounts.authenticate(
                            i % 2 == 0 ? ada : other, i % 4 < 2 ? PASSWORD : "other " + PASSWORD)))
                    .toList();
            List<String> results = new java.util.ArrayList<>();
            for (var each : threads.invokeAll(wishes)) {
                results.add(each.get());
            }
            for (int i = 0; i < 32; i++) {
                boolean right = (i % 2 == 0) == (i % 4 < 2);
                assertThat(results.get(i))
                        .isEqualTo(right ? "VOUCHED " + (i % 2 == 0 ? ada : other) : "BAD_CREDENTIALS");
            }
        }
    }
}

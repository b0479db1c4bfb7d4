package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spawner.local.LocalSpawnerProperties.Accounts;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person with an account on this machine has its groups and its home directory in their server. Makes real accounts; needs root. */
class MachineAccountIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ServerRef REF = new ServerRef("ann", 1);
    private static final long UID = 7_391;
    private static final long PROJECT = 7_392;
    private static final long SYSTEM = 739;

    private final String mark = "bs" + Long.toString(ProcessHandle.current().pid(), 36);
    private final Deque<String> undo = new ArrayDeque<>();
    private Sandbox sandbox;
    private LocalSpawner spawner;
    private Path accountHome;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        Sandbox.needsRoot();
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/useradd")) && Files.isWritable(Path.of("/etc/shadow")),
                "it makes accounts");
        sandbox = new Sandbox();
        accountHome = sandbox.home.resolve("home-of-ann");
        make("groupdel " + mark + "p", "groupadd", "-g", Long.toString(PROJECT), mark + "p");
        make("groupdel " + mark + "s", "groupadd", "-g", Long.toString(SYSTEM), mark + "s");
        make(
                "userdel " + mark,
                "useradd",
                "--no-create-home",
                "--user-group",
                "--uid",
                Long.toString(UID),
                "--groups",
                mark + "p," + mark + "s",
                "--home-dir",
                accountHome.toString(),
                mark);
        Files.createDirectory(accountHome);
        Files.setAttribute(accountHome, "unix:uid", (int) UID, LinkOption.NOFOLLOW_LINKS);
        open(Accounts.DEFAULT);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        if (spawner != null) {
            spawner.stop(REF, Duration.ZERO);
            await().atMost(PATIENCE).until(() -> !(spawner.observe(REF) instanceof Observation.Ready));
        }
        while (!undo.isEmpty()) {
            run(undo.pop().split(" "));
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private void open(Accounts accounts) {
        spawner = LocalSpawner.open(
                sandbox.home,
                new LocalSpawnerProperties(
                        null,
                        null,
                        LocalSpawnerProperties.SharedUid.REFUSED,
                        Map.of(),
                        List.of(),
                        accounts,
                        LocalSpawnerProperties.Systemd.DEFAULT));
    }

    private void make(String undoing, String... command) throws IOException, InterruptedException {
        run(command);
        undo.push(undoing);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    private StartOutcome start(Owner.Account account) throws IOException {
        StartRequest usual = sandbox.request(REF);
        Owner owner = new Owner("ann", UID, UID, List.of(), account);
        return spawner.start(new StartRequest(
                REF, owner, "", "ann", "/", "", usual.command(), Map.of(), usual.token(), Limits.NONE));
    }

    private String status() throws IOException {
        await().atMost(PATIENCE).until(() -> spawner.observe(REF) instanceof Observation.Ready);
        return Files.readString(Path.of("/proc", Long.toString(pid()), "status"));
    }

    private long pid() throws IOException {
        for (ProcessEntry process : ProcessEntry.all()) {
            if (process.uid() == UID && process.alive()) {
                return process.pid();
            }
        }
        throw new AssertionError("no process of UID " + UID);
    }

    @Test
    void aServerHasTheGroupsAndTheHomeOfTheAccountAndNoSystemGroups() throws IOException {
        Path shared = Files.createDirectory(sandbox.home.resolve("project"));
        Files.setAttribute(shared, "unix:gid", (int) PROJECT, LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwx---"));
        assertThat(start(Owner.Account.MACHINE)).isInstanceOf(StartOutcome.Accepted.class);
        assertThat(status()).contains("Gid:\t" + UID + "\t").containsPattern("Groups:\\s*" + PROJECT + " ?\n");
        assertThat(Sandbox.environment(pid())).contains("\0HOME=" + accountHome + "\0");
        assertThat(Files.readSymbolicLink(Path.of("/proc", Long.toString(pid()), "cwd")))
                .isEqualTo(accountHome);
        assertThat(sandbox.home.resolve("homes/ann")).doesNotExist();
    }

    @Test
    void aSystemGroupIsGivenWhereAnAdministratorNamesIt() throws IOException {
        open(new Accounts(Accounts.Groups.ACCOUNT, List.of(mark + "s"), Accounts.Home.ACCOUNT));
        start(Owner.Account.MACHINE);
        assertThat(status()).containsPattern("Groups:\\s*" + SYSTEM + " " + PROJECT + " ?\n");
    }

    @Test
    void bothCanBeTurnedOff() throws IOException {
        open(new Accounts(Accounts.Groups.NONE, List.of(), Accounts.Home.DATA_FOLDER));
        start(Owner.Account.MACHINE);
        assertThat(status()).containsPattern("Groups:\\s*\n");
        assertThat(Sandbox.environment(pid())).contains("\0HOME=" + sandbox.home.resolve("homes/ann") + "\0");
    }

    /** The hub gave this UID to somebody before the machine made an account with it. */
    @Test
    void whoHasTheSameNumberByChanceGetsNothingOfTheAccount() throws IOException {
        start(Owner.Account.HUB);
        assertThat(status()).containsPattern("Groups:\\s*\n");
        assertThat(Sandbox.environment(pid())).contains("\0HOME=" + sandbox.home.resolve("homes/ann") + "\0");
    }

    @Test
    void aHomeThatIsMissingOrSomebodyElsesIsTold() throws IOException {
        Files.setAttribute(accountHome, "unix:uid", (int) Sandbox.BOB, LinkOption.NOFOLLOW_LINKS);
        assertThat(failure().detail()).contains(accountHome.toString(), Long.toString(Sandbox.BOB), "data-folder");
        Files.delete(accountHome);
        assertThat(failure().detail()).contains(accountHome.toString(), "mkhomedir_helper");
        assertThat(failure().code()).isEqualTo(ReasonCode.HOME);
    }

    @Test
    void anAccountThatCannotBeReadStartsNothingWithFewerGroups() throws IOException, InterruptedException {
        run(undo.pop().split(" "));
        assertThat(failure().detail()).contains("getent passwd " + UID);
        assertThat(failure().code()).isEqualTo(ReasonCode.REFUSED);
    }

    private Failure failure() throws IOException {
        return ((StartOutcome.Refused) start(Owner.Account.MACHINE)).failure();
    }
}

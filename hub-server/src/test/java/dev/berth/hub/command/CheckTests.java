package dev.berth.hub.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.berth.hub.database.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All problems of a configuration, in one report. */
class CheckTests {

    /** Ten different mistakes, each with its line. */
    private static final List<String> MISTAKES = List.of(
            "2 berth.prot", // unknown key
            "3 berth.https", // not a boolean
            "4 berth.base-url", // not a path
            "6 berth.servers.lease", // too short, by the record's own rule
            "7 berth.servers.poll", // a second problem in the same record
            "9 berth.signin.session-idle", // not a duration
            "11 berth.database.pool-size", // out of range
            "13 berth.tls.certificate", // a missing file
            "17 berth.profiles[0].name", // not a valid profile name
            "20 berth.spawner.local.python"); // a missing program

    @TempDir
    private Path folder;

    @Test
    void tenMistakesAreTenFindingsInOneAnswer() throws IOException {
        Path file = tenMistakes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, "check", "--berth.home=" + folder, "--BERTH_CONFIG=" + file))
                .isEqualTo(1);
        String answer = out.toString(StandardCharsets.UTF_8);
        assertThat(answer).startsWith("10 problems in the configuration:");
        assertThat(answer.lines().filter(line -> line.startsWith("  - " + file)))
                .hasSize(10);
        for (String mistake : MISTAKES) {
            String line = mistake.split(" ")[0];
            assertThat(answer).contains("  - " + file + ":" + line + ": ");
        }
        assertThat(answer)
                .contains("Unknown key berth.prot. Did you mean berth.port?")
                .contains("berth.https is \"perhaps\". Use true or false")
                .contains("berth.signin.session-idle is \"soon\". Use a duration")
                .contains("berth.servers.lease is \"1s\". Use at least 2s")
                .contains("berth.spawner.local.python is \"/no/such/python\"");
    }

    @Test
    void valuesThatNoKeyTakesAreToldByTheirRule() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(
                        out,
                        "check",
                        "--berth.home=" + folder,
                        "--berth.proxy.grace=-5h",
                        "--berth.proxy.limits.headers=10",
                        "--berth.proxy.port=70000",
                        "--berth.culling.concurrency=0",
                        "--berth.culling.interval=0s",
                        "--berth.access.entry-duration=8d",
                        "--berth.signin.throttle.per-account=0",
                        "--berth.signin.session-idle=0s",
                        "--berth.signin.password-min-length=4",
                        "--berth.alerts.failures-per-account=0",
                        "--berth.alerts.period=0s",
                        "--berth.auth.pam.campus.timeout=-1s"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("12 problems in the configuration:")
                .contains("command line: berth.proxy.grace is \"-5h\". Use at least 0s")
                .contains("berth.proxy.limits.headers is \"10\". Use at least 4096")
                .contains("berth.proxy.port is \"70000\". Use at most 65535")
                .contains("berth.culling.concurrency is \"0\". Use at least 1")
                .contains("berth.culling.interval is \"0s\". Use a time above zero, such as 30s")
                .contains("berth.access.entry-duration is \"8d\". Use 1m to 7d")
                .contains("berth.signin.throttle.per-account is \"0\". Use at least 1")
                .contains("berth.signin.session-idle is \"0s\". Use a time above zero, such as 72h")
                .contains("berth.alerts.failures-per-account is \"0\". Use at least 1")
                .contains("berth.alerts.period is \"0s\". Use a time above zero, such as 10m")
                .contains("berth.signin.password-min-length is \"4\". Use at least 8")
                .contains("berth.auth.pam.campus.timeout is PT-1S, but must be positive and at most 5m");
    }

    @Test
    void theLimitsOfTheDatabasesKeysAreToldByTheirRule() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(
                        out,
                        "check",
                        "--berth.home=" + folder,
                        "--berth.database.audit-role=x; DROP",
                        "--berth.database.pool-size=201",
                        "--berth.database.idle-in-transaction-timeout=0s",
                        "--berth.database.start-timeout=0s"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("4 problems in the configuration:")
                .contains("audit-role is \"x; DROP\". Use a role name of at most 63 lower-case letters, digits and")
                .contains("berth.database.pool-size is \"201\". Use at most 200")
                .contains("berth.database.idle-in-transaction-timeout is \"0s\". Use at least 1s")
                .contains("berth.database.start-timeout is \"0s\". Use a time above zero, such as 2m");
    }

    @Test
    void programsGetTheSameAsJson() throws IOException {
        Path file = tenMistakes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, "check", "--json", "--berth.home=" + folder, "--BERTH_CONFIG=" + file))
                .isEqualTo(1);
        JsonNode problems = JsonMapper.shared().readTree(out.toByteArray()).path("problems");
        List<String> found = new ArrayList<>();
        problems.forEach(each -> found.add(each.path("place").asString("").replaceAll(".*:", "") + " "
                + each.path("key").asString("")));
        assertThat(found).containsExactlyElementsOf(MISTAKES);
        assertThat(problems.get(1).path("value").asString("")).isEqualTo("perhaps");
    }

    @Test
    void whatIsGoodIsSaidToBeGood() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, "check", "--berth.home=" + folder)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("The configuration can be used.");
    }

    /** Tests do not always run as root, for whom alone there is this warning. */
    @Test
    void aPortThatUsersCanTakeIsAWarningAndNoProblem() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).isEqualTo(0);
        Path file = Files.writeString(folder.resolve("berth.yaml"), "berth:\n  port: 8123\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, "check", "--berth.home=" + folder, "--BERTH_CONFIG=" + file))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("The configuration can be used.")
                .contains("1 warning:", "  - " + file + ":2: berth.port is 8123. Users of this machine can bind");
        out.reset();
        assertThat(run(out, "check", "--json", "--berth.home=" + folder, "--BERTH_CONFIG=" + file))
                .isZero();
        JsonNode answer = JsonMapper.shared().readTree(out.toByteArray());
        assertThat(answer.path("problems")).isEmpty();
        assertThat(answer.path("warnings").get(0).path("key").asString()).isEqualTo("berth.port");
    }

    @Test
    void aDatabaseIsAskedWhetherItLetsTheHubIn() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "wrong\n");
        List<String> call = new ArrayList<>(List.of("check"));
        Map<String, String> good = TestDatabase.fresh().properties();
        good.forEach((key, value) -> call.add("--" + key + "=" + value));
        assertThat(run(new ByteArrayOutputStream(), call.toArray(String[]::new)))
                .isZero();

        call.removeIf(each -> each.startsWith("--berth.database.password-file="));
        call.add("--berth.database.password-file=" + password);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, call.toArray(String[]::new))).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("command line: berth.database.username is \"berth_hub\"")
                .contains("password authentication failed")
                .doesNotContain("wrong");
    }

    @Test
    void servicesThatHaveTheSameNameOrTokenAndRolesOfNobodyAreTold() throws IOException {
        String token = "one-token-for-two-services-".repeat(2);
        Path lost = folder.resolve("no-such-token");
        Path file = Files.writeString(folder.resolve("berth.yaml"), """
                berth.access:
                  services:
                  - name: culler
                    api-token: %s
                  - name: grader
                    api-token: %s
                  - name: culler
                  - name: lost
                    api-token-file: %s
                  roles:
                  - name: grading
                    scopes: list:users
                    services: grader, marker
                """.formatted(token, token, lost));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, "check", "--berth.home=" + folder, "--BERTH_CONFIG=" + file))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("4 problems in the configuration:")
                .contains("\"culler\" is declared twice. Change the name of one of them")
                .contains("\"grader\" has the same token as another service. Give it a different token")
                .contains("the token of \"lost\" is in the file " + lost + ", which cannot be read")
                .contains(
                        "the role \"grading\" contains the service \"marker\", which berth.access.services does not declare")
                .doesNotContain(token);
    }

    private Path tenMistakes() throws IOException {
        return Files.writeString(folder.resolve("berth.yaml"), """
                berth:
                  prot: 8000
                  https: perhaps
                  base-url: lab
                  servers:
                    lease: 1s
                    poll: 0s
                  signin:
                    session-idle: soon
                  database:
                    pool-size: 1
                  tls:
                    certificate: /no/such/certificate.pem
                    key: %s
                  profiles:
                  - description: one
                    name: Big One
                  spawner:
                    local:
                      python: /no/such/python
                """.formatted(Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nnone\n-----END PRIVATE KEY-----\n")));
    }

    private static int run(ByteArrayOutputStream out, String... call) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return CommandRuns.status(List.of(call), stream, stream);
    }
}

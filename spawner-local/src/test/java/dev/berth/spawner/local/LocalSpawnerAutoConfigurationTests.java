package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.InMemorySpawner;
import dev.berth.spi.spawn.Spawner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.annotation.Order;

class LocalSpawnerAutoConfigurationTests {

    @TempDir
    Path home;

    @Test
    void localSpawnerIsTheDefault() {
        runner().run(context -> {
            assertThat(context).hasSingleBean(Spawner.class);
            assertThat(context.getBean(Spawner.class).domain()).startsWith("local:");
        });
    }

    @Test
    void stepsAsideForAnotherType() {
        runner().withPropertyValues("berth.spawner.type=kubernetes")
                .run(context -> assertThat(context).doesNotHaveBean(Spawner.class));
    }

    @Test
    void stepsAsideForAnotherSpawner() {
        runner().withBean(InMemorySpawner.class, () -> new InMemorySpawner())
                .run(context -> assertThat(context).hasSingleBean(Spawner.class));
    }

    @Test
    void everyKeyIsBound() {
        runner().withPropertyValues(
                        "berth.spawner.local.ports.first=21000",
                        "berth.spawner.local.ports.last=21010",
                        "berth.spawner.local.shared-uid=accepted",
                        "berth.spawner.local.environment.TZ=UTC",
                        "berth.spawner.local.command=server,{port}")
                .run(context -> {
                    LocalSpawnerProperties properties = context.getBean(LocalSpawnerProperties.class);
                    assertThat(properties.portRange()).isEqualTo(new PortRange(21_000, 21_010));
                    assertThat(properties.sharedUid()).isEqualTo(LocalSpawnerProperties.SharedUid.ACCEPTED);
                    assertThat(properties.environment()).containsEntry("TZ", "UTC");
                    assertThat(properties.command()).containsExactly("server", "{port}");
                });
    }

    @Test
    void unknownKeyStopsTheStart() {
        runner().withPropertyValues("berth.spawner.local.pyhton=/usr/bin/python3")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("berth.spawner.local.pyhton"));
    }

    @Test
    void rangeThatIsNoneIsNamed() {
        runner().withPropertyValues("berth.spawner.local.ports.first=80", "berth.spawner.local.ports.last=90")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("80"));
    }

    @Test
    void pythonThatIsNoneIsToldByPreflight() {
        runner().run(context -> assertThat(context.getBean(Spawner.class).preflight())
                .anyMatch(problem -> problem.contains("/nonexistent/python") && problem.contains("Correct it")));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void whatKeepsServersFromStartingIsAWarningBeforeOthersRun(CapturedOutput output) {
        runner().withBean("firstPassword", PrintsThePassword.class).run(context -> {
            for (ApplicationRunner each : context.getBeanProvider(ApplicationRunner.class)
                    .orderedStream()
                    .toList()) {
                each.run(new DefaultApplicationArguments());
            }
            assertThat(output.getOut())
                    .containsPattern("(?s)WARN .*Servers cannot start until this is corrected: "
                            + "[^\n]*/nonexistent/python.*The password is printed");
        });
    }

    /** Has the order of the hub's runner that prints the first administrator's password. */
    @Order(0)
    private static final class PrintsThePassword implements ApplicationRunner {

        @Override
        public void run(ApplicationArguments arguments) {
            System.out.println("The password is printed");
        }
    }

    @Test
    void theUsualFolderIsChosenByTheEffectiveUidAndNotByAName() throws IOException {
        String before = System.getProperty("user.name");
        boolean root = Machine.effectiveUid() == 0;
        try {
            System.setProperty("user.name", root ? "somebody" : "root");
            assertThat(LocalSpawnerAutoConfiguration.folder("").equals(Path.of("/var/lib/berth")))
                    .isEqualTo(root);
        } finally {
            System.setProperty("user.name", before);
        }
        assertThat(Machine.effectiveUid()).isEqualTo(((Integer) Files.getAttribute(home, "unix:uid")).longValue());
        assertThat(LocalSpawnerAutoConfiguration.folder(home.toString())).isEqualTo(home);
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LocalSpawnerAutoConfiguration.class))
                .withPropertyValues("berth.home=" + home, "berth.spawner.local.python=/nonexistent/python");
    }
}

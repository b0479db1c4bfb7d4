package dev.berth.auth.pam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.auth.pam.PamProperties.Service;
import dev.berth.spi.identity.PasswordProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PamConfigurationTests {

    private static final Service GOOD = new Service("", "other", 4, Duration.ofSeconds(30), 1_000);

    private static ApplicationContextRunner runner(String... settings) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(PamAutoConfiguration.class))
                .withPropertyValues(settings);
    }

    @Test
    void withoutAnEntryThereIsNoProvider() {
        runner("berth.auth.ldap.campus.urls=ldaps://x")
                .run(context -> assertThat(context).doesNotHaveBean(PasswordProvider.class));
    }

    @Test
    void unknownKeyStopsTheStart() {
        runner("berth.auth.pam.machine.service=other", "berth.auth.pam.machine.mni-uid=1")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("berth.auth.pam.machine.mni-uid"));
    }

    @Test
    void serviceWithoutAFileStopsTheStart() {
        runner("berth.auth.pam.machine.service=berth-is-not-there")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("/etc/pam.d does not contain that file"));
    }

    @Test
    void whatIsWrongIsToldWithItsKey() {
        assertThat(problems("machine", GOOD)).isEmpty();
        assertThat(problems("local", GOOD)).singleElement().asString().contains("not a valid provider id");
        assertThat(problems("machine", new Service("", "../shadow", 0, Duration.ZERO, 0)))
                .hasSize(4)
                .allMatch(problem -> problem.startsWith("berth.auth.pam.machine."));
    }

    private static List<String> problems(String id, Service service) {
        List<String> problems = new ArrayList<>();
        ServiceProblems.tell(id, service, (key, text) -> problems.add(text));
        return problems;
    }
}

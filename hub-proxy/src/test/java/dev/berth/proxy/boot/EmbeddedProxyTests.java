package dev.berth.proxy.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;

class EmbeddedProxyTests {

    @TempDir
    Path home;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(EmbeddedProxyAutoConfiguration.class));

    @Test
    void itStaysAwayWhenItIsTurnedOff() {
        runner.withPropertyValues("berth.proxy.embedded=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedProxy.class));
    }

    @Test
    void itStaysAwayWhereThereIsNoWebServer() {
        runner.run(context ->
                assertThat(context.getBean(EmbeddedProxy.class).isRunning()).isFalse());
    }

    @Test
    void itComesAfterTheWebServerAndGoesBeforeIt() {
        runner.run(context -> assertThat(context.getBean(EmbeddedProxy.class).getPhase())
                .isGreaterThan(SmartLifecycle.DEFAULT_PHASE - 1_024));
    }

    @Test
    void aSecretThatIsNotThereIsNamed() {
        runner.withPropertyValues("berth.home=" + home, "local.server.port=1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(home.resolve("keys/proxy.secret").toString()));
    }

    @Test
    void anOpenPortWithoutTlsIsRefused() {
        runner.withPropertyValues("berth.home=" + home, "local.server.port=1", "berth.host=0.0.0.0")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("unencrypted"));
    }

    @Test
    void unknownKeysAreRefused() {
        runner.withPropertyValues("berth.proxy.emdedded=false")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("berth.proxy.emdedded"));
    }

    @Test
    void everyKeyIsBound() {
        new ApplicationContextRunner()
                .withUserConfiguration(Bound.class)
                .withPropertyValues(
                        "berth.proxy.embedded=false",
                        "berth.proxy.host=::1",
                        "berth.proxy.port=1",
                        "berth.proxy.hubs=http://a:1,http://b:2",
                        "berth.proxy.secret-file=s",
                        "berth.proxy.snapshot-file=f",
                        "berth.proxy.name=n",
                        "berth.proxy.grace=2m",
                        "berth.proxy.trusted-proxies=10.0.0.0/8",
                        "berth.proxy.limits.request-line=1",
                        "berth.proxy.limits.headers=2",
                        "berth.proxy.limits.body=3")
                .run(context -> {
                    EmbeddedProxyProperties bound = context.getBean(EmbeddedProxyProperties.class);
                    assertThat(bound.embedded()).isFalse();
                    assertThat(bound.hubs()).hasSize(2);
                    assertThat(bound.grace()).isEqualTo(Duration.ofMinutes(2));
                    assertThat(bound.limits()).isEqualTo(new EmbeddedProxyProperties.Limits(1, 2, 3));
                });
    }

    @org.springframework.boot.context.properties.EnableConfigurationProperties(EmbeddedProxyProperties.class)
    static class Bound {}
}

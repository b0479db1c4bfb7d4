package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Limits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopesTests {

    private static final Limits SOME = new Limits(4L << 30, 1_500, Map.of());

    @Test
    void limitsOfTheProfileAreThoseOfTheScope() {
        assertThat(new Scopes(255, 512).command("ann-3-0123abcd", SOME))
                .containsExactly(
                        "systemd-run",
                        "--scope",
                        "--quiet",
                        "--collect",
                        "--slice=berth-servers.slice",
                        "--unit=berth-server-ann-3-0123abcd.scope",
                        "--property=MemoryMax=4294967296",
                        "--property=MemorySwapMax=0",
                        "--property=CPUQuota=150%",
                        "--property=TasksMax=512",
                        "--property=OOMPolicy=continue",
                        "--");
    }

    @Test
    void serverWithoutLimitsHasAScopeAsWell() {
        assertThat(new Scopes(252, null).command("ann-1-0", Limits.NONE))
                .startsWith("systemd-run")
                .noneMatch(word -> word.startsWith("--property"));
    }

    @Test
    void partOfAProcessorIsAPercentage() {
        assertThat(new Scopes(252, null).command("ann-1-0", new Limits(0, 125, Map.of())))
                .contains("--property=CPUQuota=12.5%");
        assertThat(new Scopes(252, null).command("ann-1-0", new Limits(0, 2_000, Map.of())))
                .contains("--property=CPUQuota=200%");
    }

    @Test
    void withoutSystemdLimitsAreRefusedAndNothingIsPutBeforeTheCommand() {
        Scopes none = new Scopes(0, 512);
        assertThat(none.command("ann-1-0", SOME)).isEqualTo(List.of());
        assertThat(none.problem(SOME)).contains("systemd");
        assertThat(none.problem(Limits.NONE)).isNull();
    }

    @Test
    void devicesCannotBeLimited() {
        Scopes scopes = new Scopes(255, null);
        assertThat(scopes.problem(SOME)).isNull();
        assertThat(scopes.problem(new Limits(0, 0, Map.of("nvidia.com/gpu", 1))))
                .contains("Remove gpus");
    }

    @Test
    void versionIsReadFromTheFirstLine() {
        assertThat(Scopes.version("systemd 252 (252.39-1~deb12u2)")).isEqualTo(252);
        assertThat(Scopes.version("systemd 257")).isEqualTo(257);
        assertThat(Scopes.version("bash: systemd-run: not found")).isZero();
    }
}

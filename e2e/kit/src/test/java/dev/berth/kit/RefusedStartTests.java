package dev.berth.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kit does not start by accident, and never where others could reach it. */
class RefusedStartTests {

    private static final Map<String, String> SECRETS = Map.of(
            KitSecrets.CONTROL, "a secret of a test".replace(' ', '-'), KitSecrets.ADMIN_TOKEN, "a-token-of-a-test");

    @TempDir
    Path home;

    @Test
    void withoutItsOptionItDoesNotStart() {
        assertThatThrownBy(() -> Kit.start(SECRETS, "--berth.home=" + home))
                .isInstanceOf(KitRefusedException.class)
                .hasMessageContaining("--test-kit");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void withoutADataFolderItDoesNotUseTheUsualOne() {
        assertThatThrownBy(() -> Kit.start(SECRETS, Kit.OPTION))
                .isInstanceOf(KitRefusedException.class)
                .hasMessageContaining("--berth.home=");
    }

    @Test
    void withoutASecretItDoesNotStart() {
        assertThatThrownBy(() -> Kit.start(Map.of(), Kit.OPTION, "--berth.home=" + home))
                .isInstanceOf(KitRefusedException.class)
                .hasMessageContaining("BERTH_TEST_KIT_SECRET")
                .hasMessageContaining("is not set");
        Map<String, String> weak = Map.of(KitSecrets.CONTROL, "short", KitSecrets.ADMIN_TOKEN, "a-token-of-a-test");
        assertThatThrownBy(() -> Kit.start(weak, Kit.OPTION, "--berth.home=" + home))
                .isInstanceOf(KitRefusedException.class)
                .hasMessageContaining("has 5 characters")
                .hasMessageNotContaining("short");
        assertThat(home).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "berth.host=0.0.0.0",
                "berth.host=192.0.2.7",
                "berth.proxy.host=::",
                "berth.hub.address=0.0.0.0",
                "berth.host=hub.example.org"
            })
    void itRefusesToListenAnywhereButOnLoopback(String setting) {
        String key = setting.substring(0, setting.indexOf('='));
        assertThatThrownBy(() -> Kit.start(
                        SECRETS,
                        Kit.OPTION,
                        "--" + setting,
                        "--berth.proxy.trusted-proxies=127.0.0.1/32",
                        "--berth.home=" + home))
                .hasMessageContaining(key + " is \"")
                .hasMessageContaining("listens only on loopback addresses");
        assertThat(home).isEmptyDirectory();
    }
}

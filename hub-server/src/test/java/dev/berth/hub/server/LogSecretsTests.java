package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSecretsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8888/lab?token=S3CRET-value",
                "export AWS_SECRET_ACCESS_KEY=S3CRET-value",
                "{\"password\": \"S3CRET-value\"}",
                "Authorization: Bearer S3CRET-value.more",
                "git clone https://ann:S3CRET-value@git.example.org/x",
                "OPENAI_API_KEY: S3CRET-value",
                "oauth_callback?code=S3CRET-value&state=1",
            })
    void whatIsNamedASecretIsHidden(String line) {
        assertThat(LogSecrets.mask(List.of(line)).getFirst())
                .doesNotContain("S3CRET")
                .contains(LogSecrets.MASK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
                "glpat-0123456789abcdefghij",
                "AKIAIOSFODNN7EXAMPLE",
                "hf_abcdefghijklmnopqrstuvwxyz",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
                "0123456789abcdef0123456789abcdef",
            })
    void whatLooksLikeASecretIsHidden(String secret) {
        assertThat(LogSecrets.mask(List.of("printed " + secret + " here")))
                .containsExactly("printed " + LogSecrets.MASK + " here");
    }

    @Test
    void whatIsNoneStays() {
        List<String> lines = List.of(
                "[I 2026-11-24 03:10:22.123 ServerApp] Jupyter Server 2.21 is running at:",
                "  http://127.0.0.1:20001/user/ann/lab",
                "Exit code: 1",
                "loss=0.1234 epoch=12");
        assertThat(LogSecrets.mask(lines)).isEqualTo(lines);
    }
}

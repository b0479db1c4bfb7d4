package dev.berth.hub.signin.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodesTests {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, truncated to six digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheRfc(long second, String code) {
        Instant at = Instant.ofEpochSecond(second);
        assertThat(OneTimeCodes.code(SECRET, at)).isEqualTo(code);
        assertThat(OneTimeCodes.step(SECRET, code, at)).hasValue(second / 30);
    }

    @Test
    void oneStepToEitherSideIsRightAndNoMore() {
        Instant now = Instant.ofEpochSecond(1_700_000_010);
        for (int steps = -2; steps <= 2; steps++) {
            String code = OneTimeCodes.code(SECRET, now.plusSeconds(30L * steps));
            assertThat(OneTimeCodes.step(SECRET, code, now).isPresent())
                    .as("%d steps away", steps)
                    .isEqualTo(Math.abs(steps) <= 1);
        }
    }

    @Test
    void spacesDoNotMatterAndNothingElseIsForgiven() {
        Instant at = Instant.ofEpochSecond(59);
        assertThat(OneTimeCodes.step(SECRET, "287 082", at)).isPresent();
        for (String wrong : new String[] {"", "287081", "2870820", "87082", "٢٨٧٠٨٢"}) {
            assertThat(OneTimeCodes.step(SECRET, wrong, at)).isEmpty();
        }
    }

    @Test
    void secretsAreLongAndNeverTheSame() {
        assertThat(OneTimeCodes.newSecret()).hasSize(20).isNotEqualTo(OneTimeCodes.newSecret());
        assertThat(OneTimeCodes.text(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}

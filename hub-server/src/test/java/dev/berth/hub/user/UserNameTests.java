package dev.berth.hub.user;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTests {

    @ParameterizedTest
    @CsvSource({
        "Ann,ann",
        "' bob ',bob",
        "ANN@Example.ORG,ann@example.org",
        "ｗｉｄｅ,wide",
        "ﬁsh,fish",
        "Łukasz,łukasz",
        "王小明,王小明",
        "K,k"
    })
    void nameIsNormalisedBeforeEveryLookUp(String typed, String name) {
        assertThat(UserName.of(typed)).contains(new UserName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                ".",
                "..",
                "....",
                "%2e%2e",
                "%2E",
                "a/b",
                "a\\b",
                "a%2fb",
                "a%5Cb",
                "a\u0000b",
                "a\nb",
                "a\tb",
                "a\u007fb",
                "a\u200Bb",
                "a\u202Eb",
                "a\uFEFFb",
                "\uD800",
                "a\uE000b",
                "／etc",
                "．．",
                "a\u2028b"
            })
    void nameThatNobodyCanHaveIsRefusedWithASentence(String typed) {
        assertThat(UserName.of(typed)).isEmpty();
        assertThat(UserName.problem(typed)).endsWith(".").hasSizeLessThan(200);
    }

    @Test
    void megabyteOfNameIsRefusedByItsLengthAlone() {
        assertThat(UserName.problem("x".repeat(1_000_000))).contains("1000000").hasSizeLessThan(200);
        assertThat(UserName.of("x".repeat(255))).isPresent();
        assertThat(UserName.of("x".repeat(256))).isEmpty();
    }

    @Property
    boolean normalFormIsItsOwnNormalForm(@ForAll String typed) {
        return UserName.of(typed)
                .map(name -> UserName.of(name.value()).orElseThrow().equals(name))
                .orElse(true);
    }
}

package dev.berth.hub.user;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeHomeTests {

    @ParameterizedTest
    @CsvSource({
        "ann,ann",
        "ann-lee,ann-lee",
        "ann@example.org,ann-example-org---",
        "a--b,a-b---",
        "0day,x-0day---",
        "王小明,x---",
        "-x,x---",
        "averyveryverylongusername@example.org,averyveryverylonguser---",
    })
    void firstCandidateIsTheOneKubeSpawnerWouldTake(String user, String start) {
        assertThat(RuntimeHome.candidates(new UserName(user)).findFirst().orElseThrow())
                .matches(java.util.regex.Pattern.quote(start) + (start.endsWith("---") ? "[0-9a-f]{8}" : ""));
    }

    @Property
    boolean everyCandidateIsAValidName(@ForAll String typed) {
        return UserName.of(typed)
                .map(name -> RuntimeHome.candidates(name)
                        .limit(7)
                        .allMatch(home -> home.matches("[a-z][a-z0-9-]{0,91}") && !home.endsWith("-")))
                .orElse(true);
    }
}

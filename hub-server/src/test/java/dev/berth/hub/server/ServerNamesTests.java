package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.ServerRef;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNamesTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "a", "big-one-2"})
    void theDefaultNameAndPlainOnesAreFine(String name) {
        assertThat(ServerNames.problem(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GPU", "1st", "-a", "a-", "a b", "a/b", "..", "ä", "a%2fb", "a\nb"})
    void otherNamesAreRefusedWithTheRule(String name) {
        assertThat(ServerNames.problem(name))
                .hasValueSatisfying(why -> assertThat(why).contains("lowercase letters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab", "api", "tree", "files", "static", "terminals", "proxy", "git-pull"})
    void nobodyNamesANewServerLikeAPageOfTheDefaultOne(String name) {
        assertThat(ServerNames.problem(name)).isEmpty();
        assertThat(ServerNames.reserved(name))
                .hasValueSatisfying(why -> assertThat(why).contains("\"" + name + "\"", "choose another name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "lab2", "my-lab", "apis"})
    void otherNamesStayFree(String name) {
        assertThat(ServerNames.reserved(name)).isEmpty();
    }

    @Test
    void anEndlessNameIsShownShortened() {
        assertThat(ServerNames.problem("x".repeat(1_000_000)))
                .hasValueSatisfying(why -> assertThat(why).hasSizeLessThan(300));
    }

    @Test
    void everyCandidateIsARuntimeNameAndNoTwoAreEqual() {
        List<String> candidates =
                ServerNames.runtimeNames("a".repeat(60), "some-name").toList();
        assertThat(candidates).doesNotHaveDuplicates().hasSizeGreaterThan(5);
        candidates.forEach(name -> new ServerRef(name, 1));
    }

    @Test
    void aShortNameStaysReadable() {
        assertThat(ServerNames.runtimeNames("ann", "").findFirst()).contains("ann");
        assertThat(ServerNames.runtimeNames("ann", "gpu").findFirst()).contains("ann--gpu");
    }

    @Test
    void namesThatLookAlikeDifferInTheirHashes() {
        // "a--b" may be a user's home directory, or server b of user a.
        String one = ServerNames.runtimeNames("a--b", "").skip(1).findFirst().orElseThrow();
        String other = ServerNames.runtimeNames("a", "b").skip(1).findFirst().orElseThrow();
        assertThat(one).isNotEqualTo(other);
    }

    /** Few letters, so that "a--b" of one is often the plain name of another (CVE-2020-15110). */
    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.strings().withChars('a', 'b', '-').ofMinLength(1).ofMaxLength(70);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars('a', 'b', '-').ofMaxLength(6);
    }

    @Property
    void noTwoServersShareACandidateThatHasAHash(
            @ForAll("labels") String home,
            @ForAll("names") String name,
            @ForAll("labels") String otherHome,
            @ForAll("names") String otherName) {
        List<String> one = hashed(home, name);
        List<String> other = hashed(otherHome, otherName);
        if (home.equals(otherHome) && name.equals(otherName)) {
            assertThat(one).isEqualTo(other);
        } else {
            assertThat(one).doesNotContainAnyElementsOf(other);
        }
    }

    private static List<String> hashed(String home, String name) {
        String plain = name.isEmpty() ? home : home + "--" + name;
        return ServerNames.runtimeNames(home, name)
                .filter(candidate -> !candidate.equals(plain))
                .toList();
    }
}

package dev.berth.hub.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for administrators who move from JupyterHub names only keys and chart values that exist. */
class FromJupyterHubPageTests {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern KEY = Pattern.compile("`(berth(?:[.][A-Za-z0-9-]+(?:\\[])?)+)`");
    /** A key of an entry of a list or of a map: {@code berth.profiles[].memory}, {@code berth.auth.pam.ID.service}. */
    private static final Pattern ENTRY = Pattern.compile("(.+?)(?:\\[]|[.](?:ID|NAME))[.](.+)");

    private static final Pattern VALUE = Pattern.compile("`([a-zA-Z]+(?:[.][a-zA-Z]+)+)`");

    private final String page = read("howto/from-jupyterhub.md");

    @Test
    void everyKeyIsInTheConfigurationReference() {
        String reference = read("reference/configuration.md");
        List<String> keys = KEY.matcher(page)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(keys).hasSizeGreaterThan(80).allSatisfy(key -> {
            MatchResult entry = ENTRY.matcher(key).results().findFirst().orElse(null);
            assertThat(reference).contains("| `" + (entry == null ? key : entry.group(1)) + "` | ");
            if (entry != null) {
                assertThat(reference).containsPattern("(?m)^[|] [^|]*`" + Pattern.quote(entry.group(2)) + "`");
            }
        });
    }

    @Test
    void everyChartValueIsInItsReference() {
        String reference = read("reference/chart-values.md");
        List<String> values = Arrays.stream(page.split("## Values of z2jh")[1].split("\n"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("[|]")[2])
                .flatMap(cell -> VALUE.matcher(cell).results().map(found -> found.group(1)))
                .filter(value -> !value.startsWith("berth."))
                .toList();
        assertThat(values)
                .hasSizeGreaterThan(20)
                .allSatisfy(value -> assertThat(reference).contains("| `" + value + "` | "));
    }

    private static String read(String page) {
        try {
            return Files.readString(DOCS.resolve(page));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package dev.berth.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What ships holds nothing of the kit: no class, no path of the test-control API, and no dependency on it. */
class ShippedJarTests {

    private static final Path TOP = Path.of("../..");
    private static final Path OWN_CLASSES = Path.of("target/classes");
    private static final Path HUB_CLASSES = TOP.resolve("hub-server/target/classes");

    /** Latin-1 keeps every byte, so that it finds texts in classes too. */
    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void noClassOfTheHubIsOneOfTheKitOrKnowsItsPaths() throws IOException {
        Set<String> kit = classes(OWN_CLASSES);
        assertThat(kit).contains("dev/berth/kit/KitMain.class", "dev/berth/hub/access/KitRoles.class");
        Set<String> hub = classes(HUB_CLASSES);
        assertThat(hub).isNotEmpty().doesNotContainAnyElementsOf(kit);
        for (String each : hub) {
            assertThat(text(Files.newInputStream(HUB_CLASSES.resolve(each))))
                    .as(each)
                    .doesNotContain("_test/", "dev/berth/kit");
        }
    }

    /** In a build that packages; in one that only tests, there is no jar yet. */
    @Test
    void theRunnableJarHoldsNothingOfTheKit() throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(TOP.resolve("hub-server/target"))) {
            jars = files.filter(file -> file.getFileName().toString().matches("hub-server-.*\\.jar"))
                    .toList();
        }
        assumeThat(jars).as("hub-server is not packaged in this build").isNotEmpty();
        Set<String> kit = classes(OWN_CLASSES);
        for (Path jar : jars) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : zip.stream().toList()) {
                    String name = entry.getName().replaceFirst("^BOOT-INF/classes/", "");
                    assertThat(kit).as(jar.toString()).doesNotContain(name);
                    assertThat(name).doesNotMatch(".*/kit-[0-9][^/]*\\.jar");
                    if (name.endsWith(".class")) {
                        assertThat(text(zip.getInputStream(entry))).as(name).doesNotContain("hub/api/_test");
                    }
                }
            }
        }
    }

    @Test
    void noShippedModuleDependsOnTheKit() throws IOException {
        for (String module : List.of(
                "hub-spi",
                "hub-proxy",
                "hub-server",
                "spawner-base",
                "spawner-local",
                "spawner-k8s",
                "spawner-docker")) {
            assertThat(Files.readString(TOP.resolve(module).resolve("pom.xml")))
                    .as(module)
                    .doesNotContain("<artifactId>kit</artifactId>");
        }
    }

    private static Set<String> classes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

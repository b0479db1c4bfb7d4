package dev.berth.hub.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.ReasonCode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReferenceTests {

    private static final Path REFERENCE = Path.of("..", "docs", "reference");
    private static final String UPDATE =
            "bin/mvn -pl hub-server -am test -Dtest=ConfigurationReferenceTests -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dberth.docs.update=true";

    private final ConfigurationReference reference;

    ConfigurationReferenceTests() throws IOException {
        this.reference = ConfigurationReference.load();
    }

    @Test
    void everyPartIsOnTheClassPath() {
        assertThat(reference.names()).contains("berth.home", "berth.proxy.grace", "berth.spawner.local.python");
    }

    @Test
    void everyKeyIsDescribed() {
        assertThat(reference.withoutDescription())
                .as("keys without a description: add a Javadoc @param line to their properties record")
                .isEmpty();
    }

    @Test
    void everyKeyHasItsPlaceAndThePageIsUpToDate() throws IOException {
        Path file = REFERENCE.resolve("configuration.md");
        String before = Files.readString(file);
        String page = reference.page(before);
        assertThat(reference.withoutPlace())
                .as("keys that no \"<!-- keys … -->\" line of docs/reference/configuration.md covers")
                .isEmpty();
        if (Boolean.getBoolean("berth.docs.update")) {
            Files.writeString(file, page);
        } else {
            assertThat(before)
                    .as("docs/reference/configuration.md is out of date; update it with: %s", UPDATE)
                    .isEqualTo(page);
        }
    }

    /** Records in lists and maps do not have keys in the metadata; their components are listed on the page by hand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.berth.hub.access.AccessProperties$Role",
                "dev.berth.hub.access.ServiceProperties",
                "dev.berth.hub.signin.SignInProperties$Provider",
                "dev.berth.auth.ldap.LdapProperties$Directory",
                "dev.berth.auth.pam.PamProperties$Service"
            })
    void everyComponentOfAnEntryIsOnThePage(String type) throws Exception {
        String page = Files.readString(REFERENCE.resolve("configuration.md"));
        for (RecordComponent component : Class.forName(type).getRecordComponents()) {
            String key = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            assertThat(page).as("component %s of %s", component.getName(), type).contains("| `" + key + "` | ");
        }
    }

    /** The records of a provider are nested. */
    @Test
    void everyComponentOfAProviderIsOnThePage() throws Exception {
        String page = Files.readString(REFERENCE.resolve("configuration.md"));
        assertThat(keys(Class.forName("dev.berth.auth.oauth2.OAuth2Client"), ""))
                .hasSizeGreaterThan(20)
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    private static List<String> keys(Class<?> record, String prefix) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String key =
                    prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            keys.addAll(component.getType().isRecord() ? keys(component.getType(), key + ".") : List.of(key));
        }
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonCodeIsOnItsPage(ReasonCode code) throws IOException {
        assertThat(Files.readString(REFERENCE.resolve("reason-codes.md"))).contains("| `" + code + "` | ");
    }
}

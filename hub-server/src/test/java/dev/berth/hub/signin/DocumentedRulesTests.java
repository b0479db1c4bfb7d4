package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The rules in the how-to pages work verbatim. */
class DocumentedRulesTests {

    private static final Pattern YAML = Pattern.compile("```yaml\n(berth:\n.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "ldap, campus, staff",
        "ldap, corp, faculty",
        "pam, machine, users",
        "sign-in-rules, campus, staff",
        "sign-in-rules, local, ",
        "second-factor, local, "
    })
    void rulesAreBoundWithNothingLeftOver(String page, String provider, String group) throws IOException {
        SignInProperties.Provider rules = documented(page).stream()
                .map(SignInProperties::providers)
                .filter(providers -> providers.containsKey(provider))
                .findFirst()
                .orElseThrow()
                .get(provider);
        if (group == null) {
            assertThat(rules.secondFactor()).isEqualTo(SignInProperties.SecondFactor.REQUIRED);
        } else {
            assertThat(rules.allowedGroups()).contains(group);
            assertThat(rules.createUsers()).isTrue();
            assertThat(rules.allowAll()).isFalse();
        }
    }

    private static List<SignInProperties> documented(String page) throws IOException {
        Matcher matcher = YAML.matcher(Files.readString(Path.of("..", "docs", "howto", page + ".md")));
        return matcher.results()
                .map(block -> {
                    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
                    yaml.setResources(new ByteArrayResource(block.group(1).getBytes(StandardCharsets.UTF_8)));
                    Properties all = yaml.getObject();
                    all.keySet().removeIf(key -> !key.toString().startsWith("berth.signin."));
                    return new Binder(new MapConfigurationPropertySource(all))
                            .bindOrCreate(
                                    "berth.signin",
                                    Bindable.of(SignInProperties.class),
                                    new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
                })
                .toList();
    }
}

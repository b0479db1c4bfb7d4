package dev.berth.hub.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The data folder, if none is configured. */
class UsualHomeTests {

    @Test
    void anEmptyValueIsNoFolder() {
        for (String unset : new String[] {"", " "}) {
            assertThat(home(Map.of("berth.home", unset)))
                    .isEqualTo(BerthHome.usualPlace().toString());
        }
        assertThat(home(Map.of())).isEqualTo(BerthHome.usualPlace().toString());
        assertThat(home(Map.of("berth.home", "/srv/berth"))).isEqualTo("/srv/berth");
    }

    private static String home(Map<String, Object> configured) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("configured", configured));
        new UsualHome().postProcessEnvironment(environment, new SpringApplication());
        return environment.getRequiredProperty("berth.home");
    }
}

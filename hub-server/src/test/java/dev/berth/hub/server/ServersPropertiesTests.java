package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ServersPropertiesTests {

    @ParameterizedTest
    @CsvSource({"0s,500ms", "4s,500ms", "8s,1s", "40s,5s", "80s,10s", "1h,10s", "30d,10s"})
    void whatHasBeenStartingForLongIsLookedAtLessOften(String pending, String interval) {
        assertThat(properties(Map.of()).startingInterval(duration(pending))).isEqualTo(duration(interval));
    }

    @ParameterizedTest
    @CsvSource({"0s,2s", "1h,2s"})
    void aStartingServerIsNeverLookedAtMoreOftenThanItIsSaid(String pending, String interval) {
        Map<String, String> keys = Map.of("berth.servers.starting-interval", "2s", "berth.servers.look-interval", "1s");
        assertThat(properties(keys).startingInterval(duration(pending))).isEqualTo(duration(interval));
    }

    private static ServersProperties properties(Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys))
                .bindOrCreate("berth.servers", ServersProperties.class);
    }

    private static Duration duration(String text) {
        return org.springframework.boot.convert.DurationStyle.detectAndParse(text);
    }
}

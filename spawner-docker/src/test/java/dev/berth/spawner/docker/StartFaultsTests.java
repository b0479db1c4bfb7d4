package dev.berth.spawner.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.ReasonCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/** What engines say about containers that they cannot start. */
class StartFaultsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        OCI runtime create failed: exec: "nothing": executable file not found in $PATH: unknown | NOT_EXECUTABLE
        OCI runtime create failed: exec: "/home/user/run": permission denied: unknown | NOT_EXECUTABLE
        invalid mount config for type "bind": bind source path does not exist: /srv/homes/ann | VOLUME
        failed to mount local volume: mount :/export:/data: no such file or directory | VOLUME
        no available IPv4 addresses on this network's address pools: berth-berth | UNSCHEDULABLE
        could not select device driver "nvidia" with capabilities: [[gpu]] | REFUSED
        something that no release has said yet | REFUSED
        """)
    void reasonIsFoundInTheEnginesWords(String words, ReasonCode code) {
        DockerSpawnerProperties settings =
                new Binder().bindOrCreate("berth.spawner.docker", Bindable.of(DockerSpawnerProperties.class));
        assertThat(new StartFaults(settings).atStart(words).code()).isEqualTo(code);
    }
}

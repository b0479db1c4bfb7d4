package dev.berth.kit;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What servers run.
 *
 * @param command the program that stands for a server, and its arguments, with {@code {port}} and {@code {base-path}}
 * @param singleUserCommand the real single-user server, for the mode full
 */
@ConfigurationProperties("kit")
record KitProperties(
        @DefaultValue List<String> command, @DefaultValue List<String> singleUserCommand) {

    KitProperties {
        command = List.copyOf(command);
        singleUserCommand = List.copyOf(singleUserCommand);
    }
}

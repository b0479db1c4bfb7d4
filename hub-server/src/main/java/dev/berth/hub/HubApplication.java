package dev.berth.hub;

import dev.berth.hub.command.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The hub, or one of its commands. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class HubApplication {

    public static void main(String[] args) {
        if (Commands.named(args)) {
            System.exit(Commands.run(args, System.out, System.err));
        }
        SpringApplication.run(HubApplication.class, args);
    }
}

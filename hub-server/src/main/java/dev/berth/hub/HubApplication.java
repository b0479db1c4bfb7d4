package dev.berth.hub;

import dev.berth.hub.command.Commands;
import dev.berth.hub.command.StartScreen;
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
        switch (Commands.run(args, System.out, System.err)) {
            case Commands.Done(int status) -> System.exit(status);
            case Commands.Hub hub -> start(hub);
        }
    }

    private static void start(Commands.Hub hub) {
        SpringApplication application = new SpringApplication(HubApplication.class);
        if (StartScreen.isTerminal()) {
            StartScreen.prepare(application, hub.verbose());
        }
        application.run(hub.settings().toArray(String[]::new));
    }
}

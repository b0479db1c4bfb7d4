package dev.berth.hub.command;

import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** What a command works in: only what is asked for comes into being, and no loop of the hub runs. */
final class Context {

    private Context() {}

    static ConfigurableApplicationContext open(
            Class<?> parts, List<String> options, ApplicationContextInitializer<ConfigurableApplicationContext> guard) {
        return new SpringApplicationBuilder(parts)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers(guard)
                .properties(Map.of("logging.level.root", "WARN"))
                .run(options.toArray(String[]::new));
    }

    /** Who types, for the audit log. */
    static String operator() {
        String sudo = System.getenv("SUDO_USER");
        String account = System.getProperty("user.name", "unknown");
        return sudo == null ? account : account + " (sudo by " + sudo + ")";
    }
}

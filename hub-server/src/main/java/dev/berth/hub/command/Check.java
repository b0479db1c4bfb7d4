package dev.berth.hub.command;

import dev.berth.hub.configuration.ConfigurationChecks;
import dev.berth.hub.configuration.Finding;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** {@code check}: everything that is wrong with the configuration, without a start. The checks are the start's own. */
final class Check {

    private Check() {}

    static int run(boolean json, List<String> settings, PrintStream out) {
        List<Finding> findings = find(settings);
        out.println(json ? asJson(findings) : asText(findings));
        return findings.isEmpty() ? 0 : 1;
    }

    private static List<Finding> find(List<String> options) {
        SpringApplication application = new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of("logging.level.root", "OFF", ConfigurationChecks.THOROUGH, "true"))
                .build();
        try (ConfigurableApplicationContext context = application.run(options.toArray(String[]::new))) {
            return ConfigurationChecks.findings(context.getEnvironment());
        }
    }

    private static String asText(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "The configuration can be used.";
        }
        StringBuilder text = new StringBuilder()
                .append(findings.size())
                .append(findings.size() == 1 ? " problem" : " problems")
                .append(" in the configuration:");
        for (Finding each : findings) {
            text.append(System.lineSeparator()).append("  - ").append(each.text());
        }
        return text.toString();
    }

    private static String asJson(List<Finding> findings) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Finding each : findings) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("key", each.key());
            one.put("value", each.value());
            one.put("place", each.place());
            one.put("problem", each.problem());
            all.add(one);
        }
        return JsonMapper.shared().writeValueAsString(Map.of("problems", all));
    }

    /** The environment is prepared, and there is nothing to start in it. */
    static final class Nothing {}
}

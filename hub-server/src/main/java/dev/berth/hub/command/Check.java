package dev.berth.hub.command;

import dev.berth.hub.configuration.ConfigurationChecks;
import dev.berth.hub.configuration.Finding;
import dev.berth.hub.configuration.Findings;
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
        Findings findings = find(settings);
        out.println(json ? asJson(findings) : asText(findings));
        return findings.problems().isEmpty() ? 0 : 1;
    }

    private static Findings find(List<String> options) {
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

    private static String asText(Findings findings) {
        StringBuilder text = new StringBuilder();
        if (findings.problems().isEmpty()) {
            text.append("The configuration can be used.");
        } else {
            list(text, "problem", " in the configuration", findings.problems());
        }
        if (!findings.warnings().isEmpty()) {
            list(text.append(System.lineSeparator()), "warning", "", findings.warnings());
        }
        return text.toString();
    }

    private static void list(StringBuilder text, String what, String where, List<Finding> findings) {
        text.append(findings.size())
                .append(' ')
                .append(what)
                .append(findings.size() == 1 ? "" : "s")
                .append(where)
                .append(':');
        for (Finding each : findings) {
            text.append(System.lineSeparator()).append("  - ").append(each.text());
        }
    }

    private static String asJson(Findings findings) {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of("problems", models(findings.problems()), "warnings", models(findings.warnings())));
    }

    private static List<Map<String, @Nullable Object>> models(List<Finding> findings) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Finding each : findings) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("key", each.key());
            one.put("value", each.value());
            one.put("place", each.place());
            one.put("problem", each.problem());
            all.add(one);
        }
        return all;
    }

    /** The environment is prepared, and there is nothing to start in it. */
    static final class Nothing {}
}

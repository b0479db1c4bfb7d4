package dev.berth.hub.api.berth;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.api.ApiQuery;
import dev.berth.hub.api.ApiTime;
import dev.berth.hub.configuration.EffectiveConfiguration;
import dev.berth.hub.configuration.Setting;
import dev.berth.hub.overview.HubHealth;
import dev.berth.hub.overview.Overview;
import dev.berth.hub.overview.PartHealth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The state of the installation, and its configuration. */
@RestController
class OverviewApi {

    private final Overview overview;
    private final EffectiveConfiguration configuration;

    OverviewApi(Overview overview, EffectiveConfiguration configuration) {
        this.overview = overview;
        this.configuration = configuration;
    }

    @GetMapping("/hub/api/berth/health")
    @RequiresScope("read:hub")
    Map<String, @Nullable Object> health() {
        HubHealth health = overview.look();
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("state", ApiQuery.lower(health.state()));
        model.put("at", ApiTime.of(health.at()));
        model.put("parts", health.parts().stream().map(OverviewApi::part).toList());
        return model;
    }

    @GetMapping("/hub/api/berth/configuration")
    @RequiresScope("read:configuration")
    Map<String, Object> configuration() {
        return Map.of(
                "settings",
                configuration.all().stream().map(OverviewApi::setting).toList());
    }

    private static Map<String, @Nullable Object> part(PartHealth part) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("kind", ApiQuery.lower(part.kind()));
        model.put("name", part.name());
        model.put("state", ApiQuery.lower(part.state()));
        model.put("facts", part.facts());
        model.put("code", part.remedy() == null ? null : part.remedy().code().name());
        model.put("remedy", part.remedy() == null ? null : part.remedy().text());
        return model;
    }

    private static Map<String, @Nullable Object> setting(Setting setting) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("key", setting.key());
        model.put("description", setting.description());
        model.put("set", setting.set());
        model.put("shown", setting.shown());
        model.put("value", setting.value());
        model.put("source", ApiQuery.lower(setting.source()));
        model.put("origin", setting.origin());
        return model;
    }
}

package dev.berth.hub.console;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Roles;
import dev.berth.hub.configuration.EffectiveConfiguration;
import dev.berth.hub.configuration.Setting;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The configuration: every key with its current value, and the roles. They can only be changed in the file, not here. */
@Controller
class SettingsController {

    private static final int MAX_QUERY = 100;

    private final EffectiveConfiguration configuration;
    private final Roles roles;

    SettingsController(EffectiveConfiguration configuration, Roles roles) {
        this.configuration = configuration;
        this.roles = roles;
    }

    @GetMapping("/hub/admin/configuration")
    @RequiresScope("read:configuration")
    String configuration(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "false") boolean set, Model model) {
        String part = (q.length() > MAX_QUERY ? q.substring(0, MAX_QUERY) : q).toLowerCase(Locale.ROOT);
        List<Setting> settings = configuration.all().stream()
                .filter(setting -> !set || setting.set())
                .filter(setting -> setting.key().contains(part)
                        || setting.description().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        model.addAttribute("q", q);
        model.addAttribute("onlySet", set);
        model.addAttribute("settings", settings);
        return "console/configuration";
    }

    @GetMapping("/hub/admin/roles")
    @RequiresScope("read:roles")
    String roles(Model model) {
        model.addAttribute("roles", roles.all());
        return "console/roles";
    }
}

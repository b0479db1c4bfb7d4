package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Roles;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.Services;
import dev.berth.hub.access.Target;
import dev.berth.hub.configuration.EffectiveConfiguration;
import dev.berth.hub.configuration.Setting;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The configuration: every key with its current value, the roles, and the services. They can only be changed in the file, not here. */
@Controller
class SettingsController {

    private static final int MAX_QUERY = 100;

    private final EffectiveConfiguration configuration;
    private final Roles roles;
    private final Services services;
    private final Access access;

    SettingsController(EffectiveConfiguration configuration, Roles roles, Services services, Access access) {
        this.configuration = configuration;
        this.roles = roles;
        this.services = services;
        this.access = access;
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

    /** A service with its visible attributes; its roles and other attributes are null if the caller cannot see them. */
    record Shown(Service service, @Nullable List<String> roles, boolean whole) {}

    @GetMapping("/hub/admin/services")
    @RequiresScope(value = "list:services", filtersRows = true)
    String services(Caller caller, Model model) {
        model.addAttribute(
                "services",
                services.all().stream()
                        .filter(service -> may(caller, "list:services", service))
                        .map(service -> shown(caller, service))
                        .toList());
        return "console/services";
    }

    private Shown shown(Caller caller, Service service) {
        boolean whole = may(caller, "read:services", service);
        return new Shown(
                service, whole || may(caller, "read:roles:services", service) ? roles.of(service) : null, whole);
    }

    private boolean may(Caller caller, String scope, Service service) {
        return access.allows(caller, scope, new Target.OfService(service.name()));
    }
}

package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Target;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * The data of every page of the console: its location, and the caller's permissions, so that the page does not offer what would be
 * rejected.
 */
@ControllerAdvice(basePackageClasses = ConsoleModel.class)
class ConsoleModel {

    private final Access access;

    ConsoleModel(Access access) {
        this.access = access;
    }

    @ModelAttribute
    void console(Model model) {
        model.addAttribute("section", "console");
        CallerAuthentication.current().ifPresent(caller -> model.addAttribute("may", may(caller)));
    }

    private May may(Caller caller) {
        return new May(
                caller.admin(),
                any(caller, "list:users"),
                hub(caller, "admin:users"),
                any(caller, "delete:users"),
                any(caller, "read:servers"),
                any(caller, "delete:servers"),
                any(caller, "list:groups"),
                hub(caller, "admin:groups"),
                hub(caller, "read:audit"),
                hub(caller, "read:configuration"),
                hub(caller, "read:hub"),
                hub(caller, "read:metrics"),
                hub(caller, "read:roles"),
                any(caller, "list:services"),
                any(caller, "read:usage"));
    }

    private static boolean any(Caller caller, String scope) {
        return caller.scopes().holdAnyFormOf(scope);
    }

    private boolean hub(Caller caller, String scope) {
        return access.allows(caller, scope, new Target.OfHub());
    }

    /**
     * The caller's permissions.
     *
     * @param invite create links for setting other users' passwords
     * @param changeUsers change all accounts
     */
    record May(
            boolean invite,
            boolean listUsers,
            boolean changeUsers,
            boolean deleteUsers,
            boolean listServers,
            boolean stopServers,
            boolean listGroups,
            boolean changeGroups,
            boolean audit,
            boolean configuration,
            boolean health,
            boolean metrics,
            boolean roles,
            boolean services,
            boolean usage) {}
}

package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Target;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of the console knows: where it is, and what this caller may do, so that nothing is offered that would be refused. */
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
                any(caller, "list:services"));
    }

    private static boolean any(Caller caller, String scope) {
        return caller.scopes().holdAnyFormOf(scope);
    }

    private boolean hub(Caller caller, String scope) {
        return access.allows(caller, scope, new Target.OfHub());
    }

    /**
     * What the caller may do.
     *
     * @param invite set somebody's password by a link
     * @param changeUsers change accounts of everybody
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
            boolean services) {}
}

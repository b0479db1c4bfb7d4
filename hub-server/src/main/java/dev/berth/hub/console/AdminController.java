package dev.berth.hub.console;

import dev.berth.hub.access.RequiresScope;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of users and servers. Reads only; what changes something is {@link AdminActions}. */
@Controller
class AdminController {

    /** What a redirect may ask this page to say; anything else in the parameter is ignored. */
    static final Set<String> NOTICES = Set.of("admin.stopped", "admin.disabled", "admin.enabled", "admin.lastAdmin");

    private final AdminPage page;
    private final MessageSource messages;

    AdminController(AdminPage page, MessageSource messages) {
        this.page = page;
        this.messages = messages;
    }

    @GetMapping("/hub/admin")
    @RequiresScope("admin-ui")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "") String done,
            Model model,
            Locale locale) {
        if (NOTICES.contains(done)) {
            model.addAttribute("done", messages.getMessage(done, null, locale));
        }
        return page.fill(model, q, offset);
    }
}

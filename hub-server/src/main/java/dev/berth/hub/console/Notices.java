package dev.berth.hub.console;

import dev.berth.hub.web.Links;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * The message that a page shows after an action: its key is part of the redirect, so that reloading the page does not repeat the action.
 * Unknown keys are ignored.
 */
@Component
class Notices {

    private static final Set<String> DONE = Set.of(
            "console.done.stopped",
            "console.done.disabled",
            "console.done.enabled",
            "console.done.renamed",
            "console.done.adminSet",
            "console.done.adminUnset",
            "console.done.deleted",
            "console.done.sessionEnded",
            "console.done.tokenRevoked",
            "console.done.linked",
            "console.done.unlinked",
            "console.done.factorRemoved",
            "console.done.groupMade",
            "console.done.groupDeleted",
            "console.done.groupChanged",
            "console.done.serviceStarted",
            "console.done.serviceStopped");
    private static final Set<String> PROBLEMS = Set.of(
            "console.problem.lastAdmin",
            "console.problem.nameTaken",
            "console.problem.badName",
            "console.problem.self",
            "console.problem.gone",
            "console.problem.notLinked",
            "console.problem.groupTaken",
            "console.problem.badGroup",
            "console.problem.noSuchUser",
            "console.problem.elevation",
            "console.problem.stillRunning",
            "console.problem.serversActive");

    private final MessageSource messages;
    private final Links links;

    Notices(MessageSource messages, Links links) {
        this.messages = messages;
        this.links = links;
    }

    void show(String key, Model model, Locale locale) {
        if (DONE.contains(key)) {
            model.addAttribute("done", messages.getMessage(key, null, locale));
        } else if (PROBLEMS.contains(key)) {
            model.addAttribute("problem", messages.getMessage(key, null, locale));
        }
    }

    /** A redirect to a page of the console that shows the message. */
    String redirect(String page, String key) {
        return "redirect:" + links.url(page) + "?notice=" + key;
    }
}

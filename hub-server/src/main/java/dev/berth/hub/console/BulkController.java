package dev.berth.hub.console;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.bulk.BulkActions;
import dev.berth.hub.bulk.BulkItem;
import dev.berth.hub.bulk.BulkWish;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * One action on many users or servers. The first form shows what would happen to each; the second one names exactly those and shows the
 * results. Permissions are checked for each item, as in the REST API.
 */
@Controller
class BulkController {

    private final BulkActions bulk;
    private final Links links;

    BulkController(BulkActions bulk, Links links) {
        this.bulk = bulk;
        this.links = links;
    }

    @PostMapping("/hub/admin/bulk")
    @SignedIn
    String plan(
            @RequestParam String action,
            @RequestParam(name = "item", required = false) @Nullable List<String> items,
            @RequestParam(defaultValue = "") String group,
            Model model) {
        return page(action, items, group, model, null);
    }

    @PostMapping("/hub/admin/bulk/confirmed")
    @SignedIn
    String perform(
            @RequestParam String action,
            @RequestParam(name = "item", required = false) @Nullable List<String> items,
            @RequestParam(defaultValue = "") String group,
            HttpServletRequest request,
            Model model) {
        return page(action, items, group, model, request);
    }

    /** Applied if there is a request on whose behalf to do it; otherwise only previewed. */
    private String page(
            String text, @Nullable List<String> items, String group, Model model, @Nullable HttpServletRequest done) {
        Caller me = People.me();
        BulkWish.Action action = action(text)
                .filter(_ -> me.scopes().holdAnyFormOf("admin-ui"))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Optional<BulkWish> wish = wish(action, items, group);
        List<BulkItem> outcome = wish.map(
                        each -> done == null ? bulk.plan(each, me) : bulk.perform(each, me, done.getRemoteAddr()))
                .orElse(List.of());
        boolean servers = action == BulkWish.Action.STOP_SERVERS;
        model.addAttribute("action", action);
        model.addAttribute("group", group);
        model.addAttribute("items", outcome);
        model.addAttribute("confirmed", done != null);
        model.addAttribute("most", BulkWish.MAX_ITEMS);
        model.addAttribute(
                "changes",
                outcome.stream()
                        .filter(item -> item.outcome() == BulkItem.Outcome.WOULD_CHANGE)
                        .map(BulkItem::item)
                        .toList());
        model.addAttribute("back", links.url(servers ? "/hub/admin/servers" : "/hub/admin/users"));
        return "console/bulk";
    }

    /** Empty if nothing, too much, or no group was selected: the page explains it. */
    private static Optional<BulkWish> wish(BulkWish.Action action, @Nullable List<String> items, String group) {
        boolean grouped = action.isAboutGroup();
        if (items == null || items.size() > BulkWish.MAX_ITEMS || (grouped && group.isBlank())) {
            return Optional.empty();
        }
        return Optional.of(new BulkWish(action, items, grouped ? group.strip() : null));
    }

    private static Optional<BulkWish.Action> action(String text) {
        return Arrays.stream(BulkWish.Action.values())
                .filter(each -> each.name().equals(text))
                .findFirst();
    }
}

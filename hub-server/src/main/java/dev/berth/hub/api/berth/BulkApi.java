package dev.berth.hub.api.berth;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.api.ApiBody;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.api.ApiQuery;
import dev.berth.hub.bulk.BulkActions;
import dev.berth.hub.bulk.BulkItem;
import dev.berth.hub.bulk.BulkWish;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * One action on many items. {@code "dry_run": true} reports what would happen; otherwise exactly the named items are changed. Permissions
 * are checked for each item, so any caller can use it.
 */
@RestController
class BulkApi {

    private static final Set<String> KEYS = Set.of("action", "items", "group", "dry_run");

    private final BulkActions bulk;

    BulkApi(BulkActions bulk) {
        this.bulk = bulk;
    }

    @PostMapping("/hub/api/berth/bulk")
    @SignedIn
    Map<String, Object> act(Caller caller, HttpServletRequest request) {
        ApiBody body = ApiBody.required(request).only(KEYS);
        BulkWish wish = wish(body);
        boolean dryRun = Boolean.TRUE.equals(body.bool("dry_run"));
        List<BulkItem> items = dryRun ? bulk.plan(wish, caller) : bulk.perform(wish, caller, request.getRemoteAddr());
        return Map.of(
                "action",
                ApiQuery.lower(wish.action()),
                "dry_run",
                dryRun,
                "items",
                items.stream().map(BulkApi::model).toList());
    }

    private static BulkWish wish(ApiBody body) {
        String action = body.text("action");
        @Nullable List<String> items = body.texts("items");
        if (action == null || items == null) {
            throw ApiException.invalid("Name an action and its items");
        }
        if (items.stream().anyMatch(item -> item.length() > 512)) {
            throw ApiException.invalid("An item can have at most 512 characters");
        }
        try {
            return new BulkWish(ApiQuery.choice("action", action, BulkWish.Action.class), items, body.text("group"));
        } catch (IllegalArgumentException wrong) {
            throw ApiException.invalid(String.valueOf(wrong.getMessage()));
        }
    }

    private static Map<String, Object> model(BulkItem item) {
        return Map.of("item", item.item(), "outcome", ApiQuery.lower(item.outcome()), "detail", item.detail());
    }
}

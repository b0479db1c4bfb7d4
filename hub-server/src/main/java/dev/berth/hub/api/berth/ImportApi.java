package dev.berth.hub.api.berth;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.api.ApiBody;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.api.ApiQuery;
import dev.berth.hub.signin.IdentityLinks;
import dev.berth.hub.user.Imports;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Imports many accounts with the UIDs that they have elsewhere, first as a dry run and then for real. Only for administrators. */
@RestController
class ImportApi {

    private static final Set<String> KEYS = Set.of("dry_run", "provider", "users");
    private static final Set<String> USER_KEYS = Set.of("name", "subject", "uid", "gid");

    private final Imports imports;
    private final IdentityLinks links;

    ImportApi(Imports imports, IdentityLinks links) {
        this.links = links;
        this.imports = imports;
    }

    @PostMapping("/hub/api/berth/import")
    @RequiresScope("admin:users")
    Map<String, Object> run(Caller caller, HttpServletRequest request) {
        if (!caller.admin()) {
            throw new ApiException(403, "Only administrators can import accounts");
        }
        ApiBody body = ApiBody.required(request).only(KEYS);
        String provider = body.text("provider");
        if (provider != null && !links.providers().contains(provider)) {
            throw ApiException.invalid("berth.signin.providers does not contain this provider");
        }
        // A call without dry_run does not change anything.
        boolean dryRun = !Boolean.FALSE.equals(body.bool("dry_run"));
        List<Imports.Line> lines = imports.run(wishes(body), provider, dryRun, caller.actor(request.getRemoteAddr()));
        return Map.of(
                "dry_run", dryRun, "users", lines.stream().map(ImportApi::model).toList());
    }

    private static List<Imports.Wish> wishes(ApiBody body) {
        JsonNode users = body.node().path("users");
        if (!users.isArray() || users.isEmpty() || users.size() > Imports.MOST) {
            throw ApiException.invalid("users must be a list of 1 to " + Imports.MOST + " objects");
        }
        List<Imports.Wish> wishes = new ArrayList<>();
        for (JsonNode each : users) {
            if (!each.isObject()) {
                throw ApiException.invalid("users must be a list of objects");
            }
            ApiBody user = new ApiBody(each).only(USER_KEYS);
            String name = user.text("name");
            if (name == null) {
                throw ApiException.invalid("name is required for each user");
            }
            if (user.has("gid") && !user.has("uid")) {
                throw ApiException.invalid("gid needs a uid: " + name + " has only a gid");
            }
            wishes.add(new Imports.Wish(name, user.text("subject"), user.number("uid"), user.number("gid")));
        }
        return wishes;
    }

    private static Map<String, @Nullable Object> model(Imports.Line line) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("name", line.name());
        model.put("outcome", ApiQuery.lower(line.outcome()));
        model.put("uid", line.uid());
        model.put("code", line.code());
        model.put("reason", line.reason());
        return model;
    }
}

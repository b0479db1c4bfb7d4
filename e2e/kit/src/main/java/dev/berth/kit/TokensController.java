package dev.berth.kit;

import dev.berth.hub.access.ApiToken;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.KitRoles;
import dev.berth.hub.access.KitServices;
import dev.berth.hub.access.KitTokens;
import dev.berth.hub.access.Public;
import dev.berth.hub.access.TokenWish;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.api.ApiBody;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.user.User;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ControlFilter.ROOT + "tokens")
@Public
final class TokensController {

    private static final Set<String> KEYS =
            Set.of("user", "service", "token", "scopes", "roles", "note", "expires_in", "oauth_client");

    private final KitUsers users;
    private final KitRoles roles;
    private final KitTokens made;
    private final Tokens tokens;
    private final KitPermissions permissions;
    private final KitServices services;

    TokensController(
            KitUsers users,
            KitRoles roles,
            KitTokens made,
            Tokens tokens,
            KitPermissions permissions,
            KitServices services) {
        this.services = services;
        this.users = users;
        this.roles = roles;
        this.made = made;
        this.tokens = tokens;
        this.permissions = permissions;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, String> make(HttpServletRequest request) {
        ApiBody body = ApiBody.required(request)
                .nullIsMissing(KEYS.toArray(String[]::new))
                .only(KEYS);
        String value = Objects.requireNonNullElseGet(body.text("token"), CredentialHash::newValue);
        String service = body.text("service");
        if (service != null) {
            return Map.of("token", value, "id", ofService(service, value, body));
        }
        ApiToken token = made.make(ofUser(users.require(name(body)), body), value, KitPasswords.ACTOR);
        return Map.of("token", value, "id", token.id());
    }

    /** A service's tokens have its permissions, do not expire, and have no id in Berth; the kit names the service. */
    private String ofService(String name, String value, ApiBody body) {
        for (String key : List.of("scopes", "roles", "expires_in", "oauth_client")) {
            if (body.has(key)) {
                throw KitErrors.notOffered(
                        "Berth has no " + key
                                + " for a token of a service: such a token has all permissions of the service and does not expire");
            }
        }
        services.addToken(services.byName(name).orElseThrow(() -> KitErrors.unknown("service", name)), value);
        return name;
    }

    private static String name(ApiBody body) {
        String user = body.text("user");
        if (user == null) {
            throw ApiException.invalid("Name the owner of the token as user or service");
        }
        return user;
    }

    private TokenWish ofUser(User user, ApiBody body) {
        String note = Objects.requireNonNullElse(body.text("note"), "");
        Long seconds = body.number("expires_in");
        return new TokenWish(
                user.id(),
                note,
                scopes(body),
                seconds == null ? null : Duration.ofSeconds(seconds),
                null,
                null,
                body.text("oauth_client"));
    }

    /** Scopes and those of roles; null for all that the owner may do. */
    private @Nullable List<String> scopes(ApiBody body) {
        List<String> scopes = body.texts("scopes");
        List<String> named = body.texts("roles");
        if (named == null) {
            return scopes;
        }
        List<String> all = new ArrayList<>(Objects.requireNonNullElse(scopes, List.of()));
        named.forEach(name -> all.addAll(scopesOfRole(name)));
        return all;
    }

    private List<String> scopesOfRole(String name) {
        KitRoles.Definition role = roles.definitions().get(name);
        if (role == null) {
            throw KitErrors.unknown("role", name);
        }
        return role.scopes();
    }

    @PatchMapping("/{user}/{id}")
    Map<String, @Nullable Object> change(
            @PathVariable("user") String name, @PathVariable String id, HttpServletRequest request) {
        ApiBody body = ApiBody.required(request).only(Set.of("scopes", "oauth_client"));
        User user = users.require(name);
        ApiToken token = tokens.find(user.id(), id).orElseThrow(() -> KitErrors.unknown("token", id));
        ApiToken changed = made.overwrite(token, body.texts("scopes"), body.text("oauth_client"))
                .orElseThrow();
        permissions.changed(List.of(user));
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("id", changed.id());
        model.put("scopes", changed.scopes());
        model.put("oauth_client", changed.oauthClient());
        return model;
    }
}

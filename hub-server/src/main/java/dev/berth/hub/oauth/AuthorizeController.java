package dev.berth.hub.oauth;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Refusals;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.web.AskedPath;
import dev.berth.hub.web.FormTargets;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import dev.berth.hub.web.Redirect;
import dev.berth.spi.route.CanonicalPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** The authorization endpoint (RFC 6749, section 3.1): a browser comes from a server or service, and usually goes back at once. */
@Controller
class AuthorizeController {

    private final Authorizations authorizations;
    private final Refusals refusals;
    private final Links links;

    AuthorizeController(Authorizations authorizations, Refusals refusals, Links links) {
        this.authorizations = authorizations;
        this.refusals = refusals;
        this.links = links;
    }

    /** A POST is the form of the page that asks: its XSRF token shows that the person agreed on the hub's own page. */
    @RequestMapping(
            path = "/hub/api/oauth2/authorize",
            method = {RequestMethod.GET, RequestMethod.POST})
    @SignedIn
    @Nullable String authorize(
            @RequestParam MultiValueMap<String, String> query,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        boolean agreed = request.getMethod().equals("POST");
        OAuthParameters parameters = OAuthParameters.of(query);
        if (parameters.repeats()) {
            return refused(request, response, "oauth.repeated");
        }
        AuthorizationRequest asked = AuthorizationRequest.of(parameters);
        AuthorizationOutcome outcome = authorizations.decide(
                asked, CallerAuthentication.current().orElseThrow(), links.originOf(request), agreed);
        return switch (outcome) {
            case AuthorizationOutcome.Granted(String redirect, String code) ->
                back(response, redirect, asked.state(), Map.of("code", code));
            case AuthorizationOutcome.Failed(String redirect, String error, String description) -> {
                Map<String, String> values = new LinkedHashMap<>();
                values.put("error", error);
                values.put("error_description", description);
                yield back(response, redirect, asked.state(), values);
            }
            case AuthorizationOutcome.Confirm confirm -> confirm(parameters, confirm, model, request);
            case AuthorizationOutcome.UnknownClient() -> refused(request, response, "oauth.unknownClient");
            case AuthorizationOutcome.ForeignRedirect() -> refused(request, response, "oauth.foreignRedirect");
            case AuthorizationOutcome.Denied() -> {
                var _ = refusals.refuse(request, response, HttpServletResponse.SC_FORBIDDEN, "Forbidden");
                yield null;
            }
            case AuthorizationOutcome.ReasonRequired(OAuthClient.OfServer client) -> reason(client, request, response);
        };
    }

    /** The address is kept as it was registered: a path may contain escapes, and a query must be kept (RFC 6749, section 3.1.2). */
    private static @Nullable String back(
            HttpServletResponse response, String redirect, @Nullable String state, Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(values);
        if (state != null) {
            all.put("state", state);
        }
        String added = all.entrySet().stream()
                .map(value -> value.getKey() + "=" + UriUtils.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return Redirect.to(response, redirect + (redirect.contains("?") ? "&" : "?") + added);
    }

    private static String confirm(
            OAuthParameters parameters, AuthorizationOutcome.Confirm confirm, Model model, HttpServletRequest request) {
        FormTargets.allow(request, confirm.client().redirectUri());
        model.addAttribute("parameters", parameters.single());
        return switch (confirm.client()) {
            case OAuthClient.OfServer server -> {
                model.addAttribute("owner", server.owner().name().value());
                model.addAttribute("serverName", server.serverName());
                yield "oauth/server";
            }
            case OAuthClient.OfService service -> {
                model.addAttribute("service", service.service().displayName());
                model.addAttribute(
                        "scopes",
                        service.additionalScopes().stream()
                                .filter(confirm.scopes()::contains)
                                .toList());
                yield "oauth/service";
            }
        };
    }

    private static @Nullable String refused(HttpServletRequest request, HttpServletResponse response, String key)
            throws IOException {
        request.setAttribute(Refusals.MESSAGE_KEY, key);
        response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        return null;
    }

    private @Nullable String reason(
            OAuthClient.OfServer client, HttpServletRequest request, HttpServletResponse response) {
        String owner = CanonicalPath.segment(client.owner().name().value());
        String tail = client.serverName().isEmpty() ? "" : "/" + CanonicalPath.segment(client.serverName());
        String next = NextPath.parameter(links.url(AskedPath.withQuery(request)));
        return Redirect.to(response, links.url("/hub/admin/enter/" + owner + tail) + next);
    }
}

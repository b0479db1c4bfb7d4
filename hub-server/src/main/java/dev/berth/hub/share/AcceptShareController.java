package dev.berth.hub.share;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Refusals;
import dev.berth.hub.access.ScopeCatalog;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.web.NextPath;
import dev.berth.hub.web.Redirect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page to which a share code leads: opening it changes nothing, only its form accepts the share. */
@Controller
class AcceptShareController {

    private final ShareCodes codes;
    private final ServerDirectory servers;
    private final Refusals refusals;
    private final NextPath nextPath;
    private final SharedAddresses addresses;
    private final ScopeCatalog catalog;

    AcceptShareController(
            ShareCodes codes,
            ServerDirectory servers,
            Refusals refusals,
            NextPath nextPath,
            SharedAddresses addresses,
            ScopeCatalog catalog) {
        this.codes = codes;
        this.servers = servers;
        this.refusals = refusals;
        this.nextPath = nextPath;
        this.addresses = addresses;
        this.catalog = catalog;
    }

    @GetMapping("/hub/accept-share")
    @SignedIn
    @Nullable String ask(
            @RequestParam String code,
            @RequestParam(defaultValue = "") String next,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Optional<ShareCode> found = codes.find(code);
        if (found.isEmpty()) {
            return refused(request, response, HttpServletResponse.SC_NOT_FOUND, "share.unknownCode");
        }
        SharedServer server = found.get().server();
        if (isOwn(server)) {
            return refused(request, response, HttpServletResponse.SC_FORBIDDEN, "share.ownServer");
        }
        model.addAttribute("code", code);
        model.addAttribute("next", next);
        model.addAttribute("owner", server.owner());
        model.addAttribute("serverName", server.name());
        model.addAttribute("scopes", found.get().names().stream().sorted().toList());
        model.addAttribute("scopeDescriptions", catalog.descriptions());
        model.addAttribute("ready", SharedAddresses.isReady(view(server)));
        return "share/accept";
    }

    @PostMapping("/hub/accept-share")
    @SignedIn
    @Nullable String accept(
            @RequestParam String code,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (codes.find(code)
                .map(ShareCode::server)
                .filter(AcceptShareController::isOwn)
                .isPresent()) {
            return refused(request, response, HttpServletResponse.SC_BAD_REQUEST, "share.ownServer");
        }
        Caller me = CallerAuthentication.current().orElseThrow();
        Optional<ShareOutcome<Share>> outcome = codes.accept(code, me, request.getRemoteAddr());
        return switch (outcome.orElse(null)) {
            case ShareOutcome.Done<Share>(Share share) ->
                Redirect.to(response, nextPath.of(next, request, addresses.of(share.server(), view(share.server()))));
            case ShareOutcome.Refused<Share>(ShareRefusal.TooMany _) ->
                refused(request, response, HttpServletResponse.SC_BAD_REQUEST, "share.tooMany");
            case ShareOutcome.Refused<Share> _ ->
                refused(request, response, HttpServletResponse.SC_BAD_REQUEST, "share.unknownCode");
            case null -> refused(request, response, HttpServletResponse.SC_BAD_REQUEST, "share.unknownCode");
        };
    }

    private static boolean isOwn(SharedServer server) {
        return CallerAuthentication.current().orElseThrow().userId() == server.ownerId();
    }

    private @Nullable ServerView view(SharedServer server) {
        return servers.find(server.ownerId(), server.name()).orElse(null);
    }

    private @Nullable String refused(
            HttpServletRequest request, HttpServletResponse response, int status, String messageKey)
            throws IOException {
        request.setAttribute(Refusals.MESSAGE_KEY, messageKey);
        refusals.refuse(request, response, status, messageKey);
        return null;
    }
}

package dev.berth.hub.account;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.access.TokenOutcome;
import dev.berth.hub.access.TokenWish;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.signin.password.LocalAccounts;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The account page, at the address of JupyterHub's token page: the person's credentials, and how to revoke them. */
@Controller
@SignedIn
class AccountController {

    private static final Set<String> NOTICES =
            Set.of("account.done.revoked", "account.done.ended", "account.done.othersEnded");

    private final Tokens tokens;
    private final BrowserSessions sessions;
    private final LocalAccounts passwords;
    private final MessageSource messages;
    private final Links links;

    AccountController(
            Tokens tokens, BrowserSessions sessions, LocalAccounts passwords, MessageSource messages, Links links) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.passwords = passwords;
        this.messages = messages;
        this.links = links;
    }

    @GetMapping("/hub/token")
    String show(@RequestParam(defaultValue = "") String notice, Model model, Locale locale) {
        if (NOTICES.contains(notice)) {
            model.addAttribute("done", messages.getMessage(notice, null, locale));
        }
        return page(model);
    }

    /** Responds with the page itself and not with a redirect: the value is shown only once and is not stored. */
    @PostMapping("/hub/token")
    String create(
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "servers") String rights,
            @RequestParam(defaultValue = "") String scopes,
            @RequestParam(defaultValue = "30") int days,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        Caller me = CallerAuthentication.current().orElseThrow();
        String problem = TokenForm.of(note, rights, scopes, days)
                .map(form -> created(form, me, request, model, locale))
                .orElseGet(() -> messages.getMessage("account.problem.form", null, locale));
        if (!problem.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            model.addAttribute("problem", problem);
        }
        return page(model);
    }

    /** Why the token was not created; empty if it was. */
    private String created(TokenForm form, Caller me, HttpServletRequest request, Model model, Locale locale) {
        TokenWish wish = TokenWish.of(me.userId(), form.note(), form.scopes(), form.lifetime());
        return switch (tokens.create(wish, me, request.getRemoteAddr())) {
            case TokenOutcome.Issued(var token, String value) -> {
                model.addAttribute("issued", value);
                model.addAttribute("issuedNote", token.note());
                yield "";
            }
            case TokenOutcome.UnknownScopes(Set<String> names) ->
                messages.getMessage("account.problem.unknownScopes", new Object[] {shown(names)}, locale);
            case TokenOutcome.MissingScopes(Set<String> missing) ->
                messages.getMessage("account.problem.missingScopes", new Object[] {shown(missing)}, locale);
            case TokenOutcome.TooLong(var max) ->
                messages.getMessage("account.problem.tooLong", new Object[] {max.toDays()}, locale);
            case TokenOutcome.TooMany(int limit) ->
                messages.getMessage("account.problem.tooMany", new Object[] {limit}, locale);
            case TokenOutcome.NoSuchUser _ -> messages.getMessage("account.problem.form", null, locale);
        };
    }

    @PostMapping("/hub/token/{id}/revoke")
    String revoke(@PathVariable String id, HttpServletRequest request) {
        Caller me = CallerAuthentication.current().orElseThrow();
        var _ = tokens.revoke(me.userId(), id, me.actor(request.getRemoteAddr()));
        return back("account.done.revoked");
    }

    @PostMapping("/hub/token/sessions/{id}/end")
    String end(@PathVariable String id, HttpServletRequest request) {
        Caller me = CallerAuthentication.current().orElseThrow();
        var _ = sessions.end(me.user(), id, "ended by " + me.name(), me.actor(request.getRemoteAddr()));
        return back("account.done.ended");
    }

    @PostMapping("/hub/token/sessions/others/end")
    String endOthers(HttpServletRequest request) {
        Caller me = CallerAuthentication.current().orElseThrow();
        sessions.of(me.userId()).stream()
                .filter(session -> !session.id().equals(me.credential().id()))
                .forEach(session -> {
                    var _ = sessions.end(
                            me.user(), session.id(), "ended by " + me.name(), me.actor(request.getRemoteAddr()));
                });
        return back("account.done.othersEnded");
    }

    private String back(String notice) {
        return "redirect:" + links.url("/hub/token") + "?notice=" + notice;
    }

    private static String shown(Set<String> names) {
        String all = String.join(", ", names.stream().sorted().toList());
        return all.length() > 300 ? all.substring(0, 300) + "…" : all;
    }

    private String page(Model model) {
        Caller me = CallerAuthentication.current().orElseThrow();
        model.addAttribute("section", "account");
        model.addAttribute("tokens", tokens.list(me.userId()));
        model.addAttribute("sessions", sessions.of(me.userId()));
        model.addAttribute("current", me.credential().id());
        model.addAttribute("hasPassword", passwords.has(me.user()));
        model.addAttribute("rights", TokenForm.RIGHTS);
        model.addAttribute("days", TokenForm.DAYS);
        return "account/account";
    }
}

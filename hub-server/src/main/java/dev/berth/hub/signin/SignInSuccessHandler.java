package dev.berth.hub.signin;

import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import dev.berth.spi.identity.ExternalIdentity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** The seam for providers with pages of their own (OAuth2, OIDC): their {@code Authentication} has an {@link ExternalIdentity}. */
@Component
public class SignInSuccessHandler implements AuthenticationSuccessHandler {

    private final SignIn signIn;
    private final Answers answers;
    private final NextPath next;
    private final Links links;

    SignInSuccessHandler(SignIn signIn, Answers answers, NextPath next, Links links) {
        this.signIn = signIn;
        this.answers = answers;
        this.next = next;
        this.links = links;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        SecurityContextHolder.clearContext();
        if (!(authentication.getPrincipal() instanceof ExternalIdentity identity)) {
            throw new IllegalStateException(
                    "The provider of " + authentication.getClass().getName() + " asserts no ExternalIdentity");
        }
        switch (signIn.admit(identity, Visitor.of(request))) {
            case SignInOutcome.Admitted admitted -> {
                answers.signedIn(response, admitted.session());
                answers.redirect(response, next.of(request.getParameter("next")));
            }
            case SignInOutcome.Refused _ -> answers.redirect(response, links.url("/hub/login?refused"));
        }
    }
}

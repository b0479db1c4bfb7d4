package dev.berth.hub.chain;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Refusals;
import dev.berth.hub.access.TokenCallers;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.session.SessionCookies;
import dev.berth.hub.session.XsrfTokens;
import dev.berth.hub.signin.Admission;
import dev.berth.hub.web.ApiPaths;
import dev.berth.hub.web.ChpProperties;
import dev.berth.hub.web.FormTargets;
import dev.berth.hub.web.Links;
import dev.berth.spi.route.HubPaths;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Spring Security's chain. It identifies the caller and rejects cross-site requests; what a caller is allowed to do is decided by the
 * interceptor of {@code access}, through which every request to a handler passes.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String PAGE_POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                    + "frame-ancestors 'none'; form-action 'self'";

    @Bean
    FilterRegistrationBean<TrustedProxyFilter> hopFilter(
            ProxySecret secret, ChpProperties chp, @Value("${berth.proxy.type:}") String proxyType) {
        List<String> foreign = ChpProperties.isChosen(proxyType) ? chp.addresses() : List.of();
        FilterRegistrationBean<TrustedProxyFilter> registration =
                new FilterRegistrationBean<>(new TrustedProxyFilter(secret, foreign));
        registration.setOrder(TrustedProxyFilter.ORDER);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }

    /** Spring Security would time each of its filters in each request. Requests as a whole have metrics of their own. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            BrowserSessionContextRepository sessions,
            XsrfTokens xsrf,
            CookieRequests cookieRequests,
            TokenCallers callers,
            ProxySecret secret,
            Admission admission,
            Refusals refusals,
            Links links) {
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(context -> context.securityContextRepository(sessions))
                .addFilterAfter(new TokenFilter(callers, secret, admission), SecurityContextHolderFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(xsrf)
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(cookieRequests))
                .addFilterAfter(new JsonBodyFilter(refusals), org.springframework.security.web.csrf.CsrfFilter.class)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(HubPaths.PROVE)
                        .permitAll()
                        .requestMatchers("/internal/proxy/**")
                        .hasAuthority(CallerAuthentication.PROXY.getAuthority())
                        .requestMatchers(
                                "/", "/hub", "/hub/**", "/user/**", "/user-redirect", "/user-redirect/**", "/error")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(errors -> errors.accessDeniedHandler(
                                (request, response, denied) -> denied(refusals, request, response, denied))
                        .authenticationEntryPoint(
                                (request, response, failure) -> notSignedIn(refusals, request, response)))
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .addHeaderWriter(contentPolicy(links)))
                .build();
    }

    /** Only unknown paths, and those of the proxies, get here: everything else is decided by the interceptor. */
    private static void notSignedIn(Refusals refusals, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean api = ApiPaths.contain(request);
        int status = api ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND;
        refusals.refuse(request, response, status, "Missing or invalid credentials.");
    }

    /** Apart from outdated forms, only requests of signed-in users for unknown paths get here. */
    private static void denied(
            Refusals refusals, HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (!(denied instanceof CsrfException)) {
            notSignedIn(refusals, request, response);
            return;
        }
        boolean missing =
                request.getParameter(SessionCookies.XSRF) == null && request.getHeader(XsrfTokens.HEADER) == null;
        String problem = missing
                ? "'_xsrf' argument missing from " + request.getMethod()
                : "XSRF cookie does not match " + request.getMethod() + " argument";
        refusals.staleForm(request, response, problem);
    }

    private static String forms(String page, HttpServletRequest request) {
        String target = FormTargets.of(request);
        return target == null ? page : page + " " + target;
    }

    private static HeaderWriter contentPolicy(Links links) {
        String api =
                "frame-ancestors 'none'; report-uri " + links.url("/hub/security/csp-report") + "; default-src 'none'";
        // A sign-in may lead to a user's own host, and browsers apply form-action to the redirects of a form as well.
        String page = links.perUserHosts() ? PAGE_POLICY + " " + links.userOrigin("*") : PAGE_POLICY;
        return (request, response) -> {
            if (!response.containsHeader("Content-Security-Policy")) {
                response.setHeader("Content-Security-Policy", ApiPaths.contain(request) ? api : forms(page, request));
            }
        };
    }
}

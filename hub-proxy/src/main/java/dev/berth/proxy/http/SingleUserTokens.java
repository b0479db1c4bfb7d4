package dev.berth.proxy.http;

import dev.berth.spi.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The hub's tokens in requests to servers that authorize their visitors themselves ({@code jupyterhub.services.auth.HubOAuth}). Such a
 * server caches the hub's answer about a token for five minutes; the proxy knows at once that one was withdrawn.
 *
 * <p>The server keeps the token of a browser in a signed cookie of Tornado's format, version 2: {@code
 * 2|1:0|10:TIME|LENGTH:NAME|LENGTH:VALUE|SIGNATURE}. Only the server has the key. A cookie with another signature is for the server to
 * refuse, so the proxy does not need it.
 */
final class SingleUserTokens {

    private static final String OF_SERVERS = "jupyterhub-user-";
    private static final int VALUE = 4;

    private final String prefix;

    private SingleUserTokens(String prefix) {
        this.prefix = prefix;
    }

    /** Names of cookies are OAuth client ids. A service can choose its own, so all of its cookies are read. */
    static SingleUserTokens of(Route route) {
        return new SingleUserTokens(route.isServer() ? OF_SERVERS : "");
    }

    List<Credential> inCookies(Cookies cookies) {
        return cookies.all().stream().map(this::token).filter(Objects::nonNull).toList();
    }

    /** Without cookies that contain a withdrawn token: the server then treats the visitor as somebody who is not signed in. */
    Cookies withoutWithdrawn(Cookies cookies, Predicate<Credential> withdrawn) {
        List<Cookies.Cookie> left = new ArrayList<>();
        for (Cookies.Cookie cookie : cookies.all()) {
            Credential token = token(cookie);
            if (token == null || !withdrawn.test(token)) {
                left.add(cookie);
            }
        }
        return new Cookies(left);
    }

    private @Nullable Credential token(Cookies.Cookie cookie) {
        if (!cookie.name().startsWith(prefix)) {
            return null;
        }
        // The padding of Base64 makes Python quote the value.
        String[] fields = cookie.value().replace("\"", "").split("\\|", -1);
        if (fields.length <= VALUE || !fields[0].equals("2")) {
            return null;
        }
        try {
            String encoded = fields[VALUE].substring(fields[VALUE].indexOf(':') + 1);
            return Credential.token(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}

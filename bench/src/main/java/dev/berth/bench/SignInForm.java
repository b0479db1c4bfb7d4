package dev.berth.bench;

import dev.berth.bench.load.Answer;
import dev.berth.bench.load.Http;
import dev.berth.bench.peer.MeasuredHub;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser that opens the sign-in page and submits it. */
record SignInForm(Http browser, MeasuredHub hub) {

    private static final Pattern XSRF = Pattern.compile("name=\"_xsrf\"\\s+value=\"([^\"]+)\"");

    Future<Answer> signIn(String user) {
        return browser.get("/hub/login", Map.of("Accept", "text/html")).compose(page -> submit(page.expect(200), user));
    }

    private Future<Answer> submit(Answer page, String user) {
        Matcher xsrf = XSRF.matcher(page.body());
        Map<String, String> fields = new LinkedHashMap<>(hub.signInFields());
        fields.put("_xsrf", xsrf.find() ? xsrf.group(1) : "");
        fields.put("username", user);
        fields.put("password", "any password");
        Map<String, String> headers = Map.of(
                "Content-Type", "application/x-www-form-urlencoded",
                "Accept", "text/html",
                "Cookie", cookies(page.setCookies()));
        return browser.send(HttpMethod.POST, "/hub/login", headers, encoded(fields))
                .map(answer -> answer.expect(302, 303));
    }

    private static String cookies(List<String> setCookies) {
        return setCookies.stream().map(cookie -> cookie.split(";", 2)[0]).collect(Collectors.joining("; "));
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

package dev.berth.e2e.harness;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A person with a browser that does not run scripts: it keeps cookies and submits forms. */
public final class FormVisitor {

    public static final String PASSWORD = "correct horse battery";

    private static final Pattern XSRF = Pattern.compile("name=\"_xsrf\" value=\"([^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("id=\"invitation\"[^>]*>([^<]+)<");

    private final URI base;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** {@code base} is the root of the installation's paths, with a trailing slash. */
    public FormVisitor(URI base) {
        this.base = base;
    }

    /** The first administrator: signs in with the one-time password and sets a new one. */
    public static FormVisitor firstAdmin(Hub hub) {
        return firstAdmin(hub, hub.url("/"));
    }

    /** The same for an installation whose pages are at another address. */
    public static FormVisitor firstAdmin(Hub hub, URI base) {
        try {
            String password = hub.process().firstPassword().orElseThrow();
            FormVisitor admin = new FormVisitor(base);
            admin.signIn("admin", password);
            admin.submit(
                    "hub/password", Map.of("current", password, "password", PASSWORD, "repeated", PASSWORD), 302, 303);
            return admin;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public void signIn(String name, String password) throws IOException {
        submit("hub/login", Map.of("username", name, "password", password), 302, 303);
    }

    /** Invites a user, who accepts; returns the visitor that is signed in as the new user. */
    public FormVisitor invite(String name) throws IOException {
        String page = submit("hub/admin/users", Map.of("name", name), 200).body();
        Matcher matcher = LINK.matcher(page);
        if (!matcher.find()) {
            throw new IllegalStateException("No invitation on the page:\n" + page);
        }
        String code = matcher.group(1).replaceFirst(".*#", "");
        FormVisitor user = new FormVisitor(base);
        user.submit("hub/invite", Map.of("code", code, "password", PASSWORD, "repeated", PASSWORD), 302, 303);
        return user;
    }

    /** An API token with all permissions of this person. */
    public String token(String name) throws IOException {
        RestClient.Answer answer = RestClient.send(request("hub/api/users/" + name + "/tokens")
                .header("X-XSRFToken", cookies.get("_xsrf"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"note\": \"e2e\"}"))
                .build());
        keep(answer);
        if (answer.status() != 201) {
            throw new IllegalStateException("No token: " + answer.status() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body()).path("token").asString();
    }

    /** Opens the page with the form, fills it in and submits it. */
    public RestClient.Answer submit(String path, Map<String, String> fields, int... expected) throws IOException {
        boolean elsewhere = path.equals("hub/logout") || path.startsWith("hub/spawn/");
        String form = get(elsewhere ? "hub/home" : path).body();
        Matcher matcher = XSRF.matcher(form);
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_xsrf", matcher.find() ? matcher.group(1) : "");
        RestClient.Answer answer = post(path, all);
        for (int status : expected) {
            if (answer.status() == status) {
                return answer;
            }
        }
        throw new IllegalStateException("POST " + path + " answered " + answer.status() + ":\n" + answer.body());
    }

    public RestClient.Answer get(String path) throws IOException {
        RestClient.Answer answer = RestClient.send(request(path).GET().build());
        keep(answer);
        return answer;
    }

    /** Submits a form as it is, without the page's CSRF token. */
    public RestClient.Answer post(String path, Map<String, String> fields) throws IOException {
        String body = fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        RestClient.Answer answer = RestClient.send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
        keep(answer);
        return answer;
    }

    public String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The same cookies for another port: another proxy of the same installation. */
    public FormVisitor at(URI otherBase) {
        FormVisitor other = new FormVisitor(otherBase);
        other.cookies.putAll(cookies);
        return other;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies());
        }
        return request.header("Accept", "text/html,application/json");
    }

    private void keep(RestClient.Answer answer) {
        for (String header : answer.response().headers().allValues("Set-Cookie")) {
            String[] pair = header.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty() || header.contains("Max-Age=0")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
    }
}

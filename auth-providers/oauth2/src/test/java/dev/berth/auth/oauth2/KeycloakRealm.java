package dev.berth.auth.oauth2;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The realm of one test, created from {@code keycloak-realm.json}: ann and ben are staff, ben is also an administrator, eve is a guest. */
public final class KeycloakRealm {

    /** The password of all users. */
    public static final String PASSWORD = "correct horse battery";

    /** The hub's client secret. */
    public static final String SECRET = "secret-of-the-hub";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final Pattern LOGOUT_FORM = Pattern.compile("name=\"session_code\" value=\"([^\"]+)\"");

    private final Keycloak keycloak;
    private final String name = "r" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> cookies = new HashMap<>();

    /**
     * Creates the realm.
     *
     * @param hub the hub's address for browsers, with a trailing slash
     * @param backChannel the hub's back-channel logout address, as Keycloak reaches it
     * @param uid POSIX user id of ann; ben has the next one, eve none
     */
    public KeycloakRealm(Keycloak keycloak, String hub, String backChannel, long uid) {
        this.keycloak = keycloak;
        String realm = resource()
                .replace("@realm@", name)
                .replace("@secret@", SECRET)
                .replace("@hub@", hub)
                .replace("@backchannel@", backChannel)
                .replace("@uid@", Long.toString(uid))
                .replace("@uid2@", Long.toString(uid + 1))
                .replace("@password@", PASSWORD);
        admin("POST", "/admin/realms", realm);
    }

    public String issuer() {
        return keycloak.address() + "/realms/" + name;
    }

    /** Signs somebody in on Keycloak's pages; returns the address to which Keycloak then redirects the browser. */
    public String signIn(String authorization, String user) {
        cookies.clear();
        HttpResponse<String> page = browse("GET", authorization, null);
        if (page.statusCode() == 302) {
            return page.headers().firstValue("Location").orElseThrow();
        }
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException("Keycloak shows no form: " + page.statusCode() + " " + page.body());
        }
        HttpResponse<String> answer = browse(
                "POST", form.group(1).replace("&amp;", "&"), form(Map.of("username", user, "password", PASSWORD)));
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException("Keycloak lets " + user + " not in: " + answer.body()));
    }

    /**
     * Confirms the page on which Keycloak asks whether to sign out the last sign-in; returns the address to which it redirects the browser.
     */
    public String confirmSignOut(String page) {
        HttpResponse<String> asked = browse("GET", page, null);
        Matcher form = FORM.matcher(asked.body());
        Matcher code = LOGOUT_FORM.matcher(asked.body());
        if (!form.find() || !code.find()) {
            throw new IllegalStateException("Keycloak does not ask: " + asked.statusCode() + " " + asked.body());
        }
        HttpResponse<String> done = browse(
                "POST",
                URI.create(page).resolve(form.group(1).replace("&amp;", "&")).toString(),
                form(Map.of("session_code", code.group(1), "confirmLogout", "x")));
        return done.headers().firstValue("Location").orElse("");
    }

    public void setEnabled(String user, boolean enabled) {
        ObjectNode json = (ObjectNode) user(user);
        json.put("enabled", enabled);
        admin("PUT", path("/users/" + id(user)), json.toString());
    }

    /** Ends all of somebody's sessions at Keycloak, which notifies the hub over the back channel. */
    public void signOut(String user) {
        admin("POST", path("/users/" + id(user) + "/logout"), "{}");
    }

    public void leave(String user, String group) {
        admin("DELETE", path("/users/" + id(user) + "/groups/" + group(group)), null);
    }

    public void join(String user, String group) {
        admin("PUT", path("/users/" + id(user) + "/groups/" + group(group)), "{}");
    }

    private String group(String group) {
        for (JsonNode each : json(admin("GET", path("/groups?exact=true&search=" + group), null))) {
            if (each.path("name").asString("").equals(group)) {
                return each.path("id").asString("");
            }
        }
        throw new IllegalStateException("no group " + group);
    }

    /** Keycloak's id of a user, which is the subject of their tokens. */
    public String id(String user) {
        return user(user).path("id").asString("");
    }

    private JsonNode user(String user) {
        return json(admin("GET", path("/users?exact=true&username=" + user), null))
                .get(0);
    }

    private String path(String rest) {
        return "/admin/realms/" + name + rest;
    }

    private String admin(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(keycloak.address() + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private String token() {
        String form = form(Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                "admin",
                "password",
                keycloak.password()));
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(URI.create(keycloak.address() + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
        return json(answer.body()).path("access_token").asString("");
    }

    /** Sends Keycloak's cookies, which are marked as secure: browsers send those to this machine over http as well. */
    private HttpResponse<String> browse(String method, String url, String form) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(
                        method,
                        form == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(form));
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = send(request.build());
        answer.headers().allValues("Set-Cookie").forEach(header -> {
            String pair = header.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        });
        return answer;
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static String resource() {
        try (InputStream in = KeycloakRealm.class.getResourceAsStream("/keycloak-realm.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

package dev.berth.hub.signin;

import dev.berth.spi.route.HubPaths;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser behind the hub's proxy: it keeps cookies, does not follow redirects, and submits forms. */
public final class HubBrowser {

    private static final Pattern XSRF = Pattern.compile("name=\"_xsrf\" value=\"([^\"]+)\"");

    public final Map<String, String> cookies = new LinkedHashMap<>();
    public final Map<String, String> headers = new LinkedHashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;

    /**
     * @param secret the proxy secret, or null to connect directly
     */
    public HubBrowser(int port, String secret) {
        root = "http://127.0.0.1:" + port;
        if (secret != null) {
            headers.put(HubPaths.HOP_HEADER, secret);
        }
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, null, null);
    }

    public HttpResponse<String> post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", path, "application/x-www-form-urlencoded", body);
    }

    /** Opens a page and submits its form with these fields. */
    public HttpResponse<String> fill(String path, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("_xsrf", xsrfOn(path));
        return post(path, form);
    }

    public String xsrfOn(String path) {
        Matcher token = XSRF.matcher(get(path).body());
        if (!token.find()) {
            throw new IllegalStateException("no form on " + path);
        }
        return token.group(1);
    }

    public HttpResponse<String> signIn(String name, String password) {
        return fill("/hub/login", Map.of("username", name, "password", password));
    }

    public HttpResponse<String> send(String method, String path, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(c -> c.getKey() + "=" + c.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void keep(String header) {
        String pair = header.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        if (header.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(pair.indexOf('=') + 1));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.berth.auth.oauth2;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys that a provider signs with. They are fetched by its connection, and again when one is unknown, but at most once in a while:
 * anybody can send a token with an unknown key. A key that cannot be used, such as one on an unknown curve, is ignored and leaves the
 * others as they are (RFC 7517, section 5).
 */
final class ProviderKeys {

    private static final Logger log = LoggerFactory.getLogger(ProviderKeys.class);

    private ProviderKeys() {}

    static JWKSource<SecurityContext> at(String address, RestClient http) {
        try {
            URL url = new URI(address).toURL();
            return JWKSourceBuilder.<SecurityContext>create(url, from -> fetch(from, http))
                    .refreshAheadCache(false)
                    .build();
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("jwks_uri is \"" + Texts.cut(address) + "\"", wrong);
        }
    }

    private static Resource fetch(URL url, RestClient http) throws IOException {
        try {
            byte[] body = http.get().uri(URI.create(url.toString())).retrieve().body(byte[].class);
            return new Resource(usable(url, body == null ? new byte[0] : body), "application/json");
        } catch (RestClientException | JacksonException failure) {
            throw new IOException(failure);
        }
    }

    private static String usable(URL url, byte[] body) throws IOException {
        JsonNode keys = JsonMapper.shared().readTree(body).path("keys");
        if (!keys.isArray()) {
            throw new IOException("the document at " + url + " has no list of keys");
        }
        List<JsonNode> usable = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        for (JsonNode key : keys) {
            String problem = problem(key);
            if (problem == null) {
                usable.add(key);
            } else {
                ignored.add("\"" + Texts.cut(key.path("kid").asString("")) + "\" (" + problem + ")");
            }
        }
        if (!ignored.isEmpty()) {
            log.info(
                    "{} of {} keys at {} cannot be used and are ignored: {}",
                    ignored.size(),
                    keys.size(),
                    url,
                    ignored);
        }
        if (usable.isEmpty() && !ignored.isEmpty()) {
            throw new IOException("none of the keys at " + url + " can be used: " + Texts.cut(ignored));
        }
        return JsonMapper.shared().writeValueAsString(Map.of("keys", usable));
    }

    private static @org.jspecify.annotations.Nullable String problem(JsonNode key) {
        try {
            JWK.parse(key.toString());
            return null;
        } catch (ParseException | IllegalArgumentException | IllegalStateException unusable) {
            return Texts.cut(unusable.getMessage());
        }
    }
}

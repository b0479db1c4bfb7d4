package dev.berth.hub.api;

import dev.berth.hub.web.Links;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI 3.1 document, merged from the YAML files in {@code openapi/}. They are written by hand, because handlers validate their
 * bodies themselves instead of binding them to types (docs/adr/0007-openapi-by-hand.md); tests compare them with the handlers and their
 * responses.
 */
@Component
class OpenApiDocument {

    private final byte[] json;

    OpenApiDocument(Links links, ApiProperties properties) {
        Map<String, Object> document = read();
        map(document, "info").put("version", properties.jupyterhubVersion());
        String base = links.baseUrl();
        document.put(
                "servers", List.of(Map.of("url", base.substring(0, base.length() - 1), "description", "This hub")));
        this.json = JsonMapper.shared().writeValueAsBytes(document);
    }

    byte[] json() {
        return json.clone();
    }

    private static Map<String, Object> read() {
        Map<String, Object> document = new LinkedHashMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:openapi/*.yaml")) {
                try (InputStream in = file.getInputStream()) {
                    merge(document, new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return document;
    }

    private static void merge(Map<String, Object> into, Map<String, Object> part) {
        part.forEach((key, value) -> {
            if (into.get(key) instanceof Map<?, ?> && value instanceof Map<?, ?>) {
                merge(map(into, key), map(part, key));
            } else if (into.putIfAbsent(key, value) != null) {
                throw new IllegalStateException("Two files in openapi/ define " + key);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> of, String key) {
        return (Map<String, Object>) Objects.requireNonNull(of.get(key), key);
    }
}

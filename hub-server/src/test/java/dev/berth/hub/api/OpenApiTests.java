package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.web.ApiPaths;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The document contains exactly the existing calls. Whether responses match it is tested end to end, by schemathesis. */
class OpenApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head");

    @Test
    void everyCallIsDescribedAndEveryDescriptionIsACall() {
        assertThat(described()).isEqualTo(mapped());
    }

    @Test
    void everyCallHasANameOfItsOwnAndSaysWhatItAnswers() {
        Set<String> names = new TreeSet<>();
        operations((path, operation) -> {
            assertThat(names.add(operation.path("operationId").asString()))
                    .as(path)
                    .isTrue();
            assertThat(operation.path("summary").asString()).as(path).isNotBlank();
            assertThat(operation.path("tags").size()).as(path).isEqualTo(1);
            assertThat(operation.path("responses").propertyNames()).as(path).isNotEmpty();
        });
    }

    @Test
    void everyParameterHasBounds() {
        operations((path, operation) -> operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.has("schema"))
                .map(parameter -> parameter.path("schema"))
                .filter(schema -> schema.path("type").asString().equals("string"))
                .forEach(schema -> assertThat(schema.has("maxLength")
                                || schema.has("enum")
                                || schema.path("format").asString("").equals("date-time"))
                        .as(path + " " + schema)
                        .isTrue()));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = document();
        assertThat(document.findValues("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.asString().substring(1)).isMissingNode())
                        .as(reference.asString())
                        .isFalse());
    }

    @Test
    void theDocumentIsForWhoeverHasSignedIn() {
        new ApiClient(HUB.port(), null).get("/hub/api/openapi.json").refused(403);
        JsonNode document = document();
        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(document.path("servers").get(0).path("url").asString()).isEmpty();
    }

    @Test
    void thePageHasNothingFromElsewhereAndNothingInline() {
        HubBrowser browser = HUB.browser(SharedHub.name("reader"));
        HttpResponse<String> page = browser.get("/hub/api-docs");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'self'");
        assertThat(page.body())
                .contains("data-document=\"/hub/api/openapi.json\"")
                .doesNotContain("<script>", "//cdn");
        for (String file : new String[] {"api-docs/swagger-ui.css", "api-docs/swagger-ui-bundle.js", "api/docs.js"}) {
            assertThat(browser.get("/hub/static/" + file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-docs/index.html", "api-docs/swagger-initializer.js", "api-docs/swagger-ui.js.map"})
    void theLibrarysOwnPagesAreNotServed(String file) {
        assertThat(HUB.browser(SharedHub.name("reader"))
                        .get("/hub/static/" + file)
                        .statusCode())
                .isEqualTo(404);
    }

    private static Set<String> described() {
        Set<String> calls = new TreeSet<>();
        operations((path, operation) -> calls.add(path));
        return calls;
    }

    private static Set<String> mapped() {
        Set<String> calls = new TreeSet<>();
        HUB.beans(RequestMappingHandlerMapping.class)
                .forEach(mapping -> mapping.getHandlerMethods()
                        .keySet()
                        .forEach(info -> info.getPatternValues().stream()
                                .filter(path -> path.startsWith("/hub/api") && ApiPaths.contain(path))
                                .forEach(path -> {
                                    for (RequestMethod method :
                                            info.getMethodsCondition().getMethods()) {
                                        calls.add(method.name().toLowerCase(Locale.ROOT) + " " + path);
                                    }
                                })));
        // The only path that supports HEAD, which Spring handles with the handler of GET.
        calls.add("head /hub/api/health");
        return calls;
    }

    private interface Visitor {
        void visit(String path, JsonNode operation);
    }

    private static void operations(Visitor visitor) {
        for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    visitor.visit(operation.getKey() + " " + path.getKey(), operation.getValue());
                }
            }
        }
    }

    private static JsonNode document() {
        return HUB.api(SharedHub.name("reader"))
                .get("/hub/api/openapi.json")
                .ok(200)
                .json();
    }
}

package dev.berth.hub.page;

import dev.berth.hub.web.ErrorBody;
import dev.berth.hub.web.Links;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import tools.jackson.databind.json.JsonMapper;

/** The text of an error for which no handler runs: the page for all errors without the person's frame, or JupyterHub's JSON. */
@Component
class ErrorTexts {

    private final ITemplateEngine templates;
    private final JsonMapper json;
    private final Links links;

    ErrorTexts(ITemplateEngine templates, JsonMapper json, Links links) {
        this.templates = templates;
        this.json = json;
        this.links = links;
    }

    String of(boolean program, Locale locale, ErrorBody error) {
        return program
                ? json.writeValueAsString(error)
                : templates.process(
                        "error",
                        new Context(
                                locale, Map.of("status", error.status(), "message", error.message(), "links", links)));
    }
}

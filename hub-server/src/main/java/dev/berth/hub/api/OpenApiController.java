package dev.berth.hub.api;

import dev.berth.hub.access.SignedIn;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The OpenAPI document, and a page for trying it. */
@Controller
class OpenApiController {

    private final OpenApiDocument document;

    OpenApiController(OpenApiDocument document) {
        this.document = document;
    }

    @GetMapping("/hub/api/openapi.json")
    @SignedIn
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document.json());
    }

    @GetMapping("/hub/api-docs")
    @SignedIn
    String page() {
        return "api/docs";
    }
}

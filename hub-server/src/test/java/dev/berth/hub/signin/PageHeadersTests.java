package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The headers of pages. */
class PageHeadersTests extends SignInHub {

    @Test
    void pagesCarryTheirSecurityHeadersAndNoInlineScript() {
        HttpResponse<String> page = browser.get("/hub/login");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.body())
                .contains("href=\"/@/space%20word/hub/static/css/tokens.css\"")
                .doesNotContain("<script>", "style=");
        HttpResponse<String> api = browser.get("/hub/api/test");
        assertThat(api.headers().firstValue("Content-Security-Policy"))
                .contains(
                        "frame-ancestors 'none'; report-uri /@/space%20word/hub/security/csp-report; default-src 'none'");
        assertThat(browser.get("/hub/static/css/tokens.css").statusCode()).isEqualTo(200);
    }
}

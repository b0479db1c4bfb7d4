package dev.berth.proxy.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** A self-contained page. */
final class ErrorPage {

    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem}
            h1{font-size:1.4rem}p{overflow-wrap:anywhere}small{opacity:.7}""";

    /** Allows only the style above; no scripts, images, forms or frames. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash() + "'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private ErrorPage() {}

    static String render(Refusal refusal, Locale language) {
        String title = escape(refusal.title(language));
        return """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title><style>%s</style></head>
                <body><main><h1>%s</h1><p>%s</p><p><small>%d</small></p></main></body></html>
                """.formatted(
                language.toLanguageTag(), title, STYLE, title, escape(refusal.message(language)), refusal.status());
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}

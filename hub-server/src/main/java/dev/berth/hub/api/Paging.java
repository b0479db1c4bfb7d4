package dev.berth.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The requested part of a list, and the format of the response. Clients request pages with the {@code Accept} header; otherwise the
 * response is a plain list of at most the maximum (contract, section 2.1), and a {@code Link} header shows whether there is more.
 */
record Paging(int offset, int limit, boolean asPage) {

    private static final String MEDIA_TYPE = "application/jupyterhub-pagination+json";

    static Paging of(HttpServletRequest request, ApiProperties properties) {
        String accept = request.getHeader("Accept");
        boolean asPage = accept != null && accept.contains(MEDIA_TYPE);
        int standard = asPage ? properties.pageDefault() : properties.pageMax();
        int limit = Math.clamp(number(request, "limit", standard), 1, properties.pageMax());
        return new Paging(Math.max(0, number(request, "offset", 0)), limit, asPage);
    }

    /** The same for lists that are always pages, as those of shares are in JupyterHub. */
    static Paging always(HttpServletRequest request, ApiProperties properties) {
        Paging paging = of(request, properties);
        return new Paging(paging.offset, paging.limit, true);
    }

    private static int number(HttpServletRequest request, String name, int standard) {
        String text = request.getParameter(name);
        if (text == null) {
            return standard;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw ApiException.invalid(
                    name + " must be a whole number, not \"" + text.substring(0, Math.min(40, text.length())) + "\"");
        }
    }

    /**
     * The page, or the plain items. JupyterHub truncates plain lists silently; here clients can detect it (RFC 8288). The address of the
     * next page is absolute, as in JupyterHub, because its idle culler opens it unchanged.
     *
     * @param url the list's own address, absolute
     */
    ResponseEntity<Object> answer(Object items, long total, HttpServletRequest request, String url) {
        String next = hasNext(total) ? nextUrl(request, url) : null;
        if (asPage) {
            return ResponseEntity.ok(page(items, total, next));
        }
        return next == null
                ? ResponseEntity.ok(items)
                : ResponseEntity.ok()
                        .header("Link", "<" + next + ">; rel=\"next\"")
                        .body(items);
    }

    private boolean hasNext(long total) {
        return offset + (long) limit < total;
    }

    private String nextUrl(HttpServletRequest request, String url) {
        return url
                + UriComponentsBuilder.newInstance()
                        .query(request.getQueryString())
                        .replaceQueryParam("offset", offset + limit)
                        .replaceQueryParam("limit", limit)
                        .build()
                        .toUriString();
    }

    private Map<String, Object> page(Object items, long total, @Nullable String nextUrl) {
        Map<String, @Nullable Object> paging = new LinkedHashMap<>();
        paging.put("offset", offset);
        paging.put("limit", limit);
        paging.put("total", total);
        paging.put("next", nextUrl == null ? null : Map.of("offset", offset + limit, "limit", limit, "url", nextUrl));
        return Map.of("items", items, "_pagination", paging);
    }
}

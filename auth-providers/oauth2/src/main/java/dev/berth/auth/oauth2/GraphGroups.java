package dev.berth.auth.oauth2;

import dev.berth.spi.identity.GroupList;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Groups that did not fit into a token, read from Microsoft Graph ({@code GET /me/transitiveMemberOf}) with the person's own access token.
 * The address comes from the configuration: the one in the token leads to an API that Microsoft has closed, and a token is sent to no
 * place that an answer names. A group is named by the property that {@code $select} names.
 */
final class GraphGroups {

    private static final Pattern SELECTED = Pattern.compile("(?:^|&)\\$select=([A-Za-z]+)(?:&|$)");
    private static final String GROUP = "#microsoft.graph.group";

    /** Of at most 999 entries each. */
    private static final int MOST_PAGES = 10;

    private final RestClient http;
    private final URI address;
    private final String property;

    GraphGroups(RestClient http, URI address) {
        this.http = http;
        this.address = address;
        this.property = property(address).orElse("id");
    }

    /** The one property that the address selects. */
    static Optional<String> property(URI address) {
        Matcher selected = SELECTED.matcher(address.getQuery() == null ? "" : address.getQuery());
        return selected.find() ? Optional.of(selected.group(1)) : Optional.empty();
    }

    GroupList of(String accessToken) throws UnavailableException {
        Set<String> names = new LinkedHashSet<>();
        URI next = address;
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode answer = page(next, accessToken);
            if (!answer.path("value").isArray()) {
                return incomplete("it answers something else than a list");
            }
            for (JsonNode entry : answer.path("value")) {
                if (isGroup(entry)) {
                    names.add(entry.path(property).asString(""));
                }
            }
            if (names.contains("")) {
                return incomplete("it reports groups without \"" + property
                        + "\": allow the app GroupMember.Read.All, or select id");
            }
            String more = answer.path("@odata.nextLink").asString("");
            if (more.isEmpty()) {
                return new GroupList.Whole(names);
            }
            next = sameOrigin(more);
        }
        return incomplete("it has more than " + MOST_PAGES + " pages, and the hub reads no more");
    }

    /** Roles and administrative units of the directory are in the same list. */
    private static boolean isGroup(JsonNode entry) {
        return entry.path("@odata.type").asString(GROUP).equals(GROUP);
    }

    private URI sameOrigin(String link) throws UnavailableException {
        URI next = URI.create(link);
        if (!address.getScheme().equals(next.getScheme())
                || !address.getAuthority().equals(next.getAuthority())) {
            throw new UnavailableException(
                    "The next page of endpoints.groups is on another host: " + Texts.cut(next.getAuthority()));
        }
        return next;
    }

    private JsonNode page(URI page, String accessToken) throws UnavailableException {
        try {
            byte @Nullable [] body = http.get()
                    .uri(page)
                    .headers(headers -> headers.setBearerAuth(accessToken))
                    .retrieve()
                    .body(byte[].class);
            return JsonMapper.shared().readTree(body == null ? new byte[0] : body);
        } catch (HttpClientErrorException refused) {
            throw new UnavailableException(
                    "The endpoint endpoints.groups answers " + refused.getStatusCode()
                            + "; does the app have the scope User.Read?",
                    refused);
        } catch (RestClientException | JacksonException failure) {
            throw new UnavailableException(
                    "The endpoint endpoints.groups does not respond: " + Texts.cut(failure.getMessage()), failure);
        }
    }

    private GroupList incomplete(String why) {
        return new GroupList.Incomplete("the groups cannot be read from endpoints.groups: " + why);
    }
}

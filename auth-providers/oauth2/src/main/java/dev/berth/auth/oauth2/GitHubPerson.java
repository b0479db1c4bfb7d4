package dev.berth.auth.oauth2;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Reads a person's account from GitHub's REST API: {@code /user}, {@code /user/emails}, {@code /user/memberships/orgs} and
 * {@code /user/teams}. Groups are {@code org} and {@code org:team-slug}, in lower case, because GitHub's names are case-insensitive.
 *
 * <p>The subject is the account's number: a login can be given up and taken by somebody else.
 */
final class GitHubPerson implements PersonSource {

    private static final URI API = URI.create("https://api.github.com");
    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<List<Map<String, Object>>> LIST =
            new ParameterizedTypeReference<>() {};
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");

    /** Pages of a hundred entries each: no person is in more teams than that. */
    private static final int MOST_PAGES = 30;

    private final RestClient http;
    private final URI api;
    private final Set<String> organizations = new LinkedHashSet<>();
    private final boolean readsOrganizations;
    private final boolean readsEmails;

    GitHubPerson(OAuth2Client client, RestClient http) {
        this.http = http;
        this.api = client.endpoints().api() == null ? API : client.endpoints().api();
        client.github().organizations().forEach(each -> organizations.add(each.toLowerCase(Locale.ROOT)));
        this.readsEmails =
                client.effectiveScopes().stream().anyMatch(scope -> scope.equals("user") || scope.equals("user:email"));
        this.readsOrganizations = client.effectiveScopes().contains("read:org");
    }

    @Override
    public Claims claims(Registered registered, OAuth2AccessTokenResponse tokens, Proof proof)
            throws RefusedException, EndedException, UnavailableException {
        String token = tokens.getAccessToken().getTokenValue();
        Map<String, Object> claims =
                new LinkedHashMap<>(get(address("/user"), token, OBJECT).getBody());
        claims.remove("email");
        claims.remove("email_verified");
        if (readsEmails) {
            verifiedEmail(token).ifPresent(email -> {
                claims.put("email", email);
                claims.put("email_verified", true);
            });
        }
        Set<String> groups = readsOrganizations ? groups(token) : Set.of();
        if (!organizations.isEmpty() && groups.stream().noneMatch(organizations::contains)) {
            throw new RefusedException(
                    "NOT_IN_ORGANIZATION",
                    "\"" + Texts.cut(claims.get("login")) + "\" is not an active member of any of " + organizations);
        }
        claims.put("groups", List.copyOf(groups));
        return new Claims(claims);
    }

    /** The primary address, if GitHub has verified it. */
    private Optional<String> verifiedEmail(String token) throws EndedException, UnavailableException {
        return pages("/user/emails?per_page=100", token).stream()
                .filter(each -> Boolean.TRUE.equals(each.get("primary")) && Boolean.TRUE.equals(each.get("verified")))
                .map(each -> String.valueOf(each.get("email")))
                .findFirst();
    }

    private Set<String> groups(String token) throws EndedException, UnavailableException {
        Set<String> groups = new LinkedHashSet<>();
        for (Map<String, Object> each : pages("/user/memberships/orgs?state=active&per_page=100", token)) {
            if ("active".equals(each.get("state"))) {
                login(each).ifPresent(groups::add);
            }
        }
        for (Map<String, Object> each : pages("/user/teams?per_page=100", token)) {
            Object slug = each.get("slug");
            login(each).filter(groups::contains).ifPresent(org -> groups.add(org + ":" + slug));
        }
        return groups;
    }

    private static Optional<String> login(Map<String, Object> entry) {
        return entry.get("organization") instanceof Map<?, ?> organization
                        && organization.get("login") instanceof String login
                ? Optional.of(login.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** All pages of a list, following the {@code Link} header; links to another origin are rejected. */
    private List<Map<String, Object>> pages(String path, String token) throws EndedException, UnavailableException {
        List<Map<String, Object>> all = new ArrayList<>();
        Optional<URI> next = Optional.of(address(path));
        for (int page = 0; next.isPresent(); page++) {
            if (page == MOST_PAGES) {
                throw new UnavailableException(
                        "GitHub's response to " + path + " has more than " + MOST_PAGES + " pages");
            }
            ResponseEntity<List<Map<String, Object>>> answer = get(next.get(), token, LIST);
            all.addAll(answer.getBody());
            next = next(answer.getHeaders());
        }
        return all;
    }

    private Optional<URI> next(HttpHeaders headers) throws UnavailableException {
        Matcher link = NEXT.matcher(String.join(",", headers.getValuesAsList("Link")));
        if (!link.find()) {
            return Optional.empty();
        }
        URI next = URI.create(link.group(1));
        if (!api.getScheme().equals(next.getScheme()) || !api.getAuthority().equals(next.getAuthority())) {
            throw new UnavailableException(
                    "The next page of GitHub's response is on another host: " + Texts.cut(next.getAuthority()));
        }
        return Optional.of(next);
    }

    private URI address(String path) {
        return URI.create(api.toString().replaceAll("/+$", "") + path);
    }

    private <T> ResponseEntity<T> get(URI address, String token, ParameterizedTypeReference<T> type)
            throws EndedException, UnavailableException {
        try {
            ResponseEntity<T> answer = http.get()
                    .uri(address)
                    .headers(headers -> {
                        headers.setBearerAuth(token);
                        headers.set("Accept", "application/vnd.github+json");
                        headers.set("X-GitHub-Api-Version", "2022-11-28");
                        headers.set("User-Agent", "Berth");
                    })
                    .retrieve()
                    .toEntity(type);
            if (!answer.hasBody()) {
                throw new UnavailableException("GitHub sent an empty response to " + address.getPath());
            }
            return answer;
        } catch (HttpClientErrorException refused) {
            if (refused.getStatusCode() == HttpStatus.UNAUTHORIZED) {
                throw new EndedException("GitHub no longer accepts the access token", false);
            }
            throw new UnavailableException(
                    "GitHub responded with " + refused.getStatusCode() + " to " + address.getPath(), refused);
        } catch (RestClientException failure) {
            throw new UnavailableException("GitHub does not respond: " + Texts.cut(failure.getMessage()), failure);
        }
    }
}

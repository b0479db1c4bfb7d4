package dev.berth.auth.oauth2;

import dev.berth.spi.identity.GroupList;
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
import org.jspecify.annotations.Nullable;
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

    private static final GroupList UNASKED = new GroupList.Incomplete(
            "GitHub reports no organizations because the scope read:org is not requested: add it to scopes");

    /** GitHub leaves organizations with SAML single sign-on out of lists until the person has authorized the app there. */
    private static final String PARTIAL =
            "GitHub left organizations with SAML single sign-on out of the list: the person must"
                    + " sign in to the organization at GitHub and authorize the app, then sign in again";

    /** Of a hundred entries each: more teams than that are not expected. */
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
        claims.remove("groups");
        return switch (readsOrganizations ? groups(token) : UNASKED) {
            case GroupList.Whole(Set<String> groups) -> {
                requireOrganization(groups, claims);
                claims.put("groups", List.copyOf(groups));
                yield new Claims(claims);
            }
            case GroupList.Incomplete(String why) -> {
                if (!organizations.isEmpty()) {
                    throw new RefusedException("GROUPS_INCOMPLETE", why);
                }
                yield new Claims(claims).withGap(why);
            }
        };
    }

    private void requireOrganization(Set<String> groups, Map<String, Object> claims) throws RefusedException {
        if (!organizations.isEmpty() && groups.stream().noneMatch(organizations::contains)) {
            throw RefusedException.ofPerson(
                    "NOT_IN_ORGANIZATION",
                    "\"" + Texts.cut(claims.get("login")) + "\" is not an active member of any of " + organizations);
        }
    }

    /** The primary address, if GitHub has verified it. */
    private Optional<String> verifiedEmail(String token) throws EndedException, UnavailableException {
        return pages("/user/emails?per_page=100", token).entries().stream()
                .filter(each -> Boolean.TRUE.equals(each.get("primary")) && Boolean.TRUE.equals(each.get("verified")))
                .map(each -> String.valueOf(each.get("email")))
                .findFirst();
    }

    private GroupList groups(String token) throws EndedException, UnavailableException {
        Pages memberships = pages("/user/memberships/orgs?state=active&per_page=100", token);
        Pages teams = pages("/user/teams?per_page=100", token);
        String gap = memberships.gap() == null ? teams.gap() : memberships.gap();
        if (gap != null) {
            return new GroupList.Incomplete(gap);
        }
        Set<String> groups = new LinkedHashSet<>();
        for (Map<String, Object> each : memberships.entries()) {
            if ("active".equals(each.get("state"))) {
                groups.add(login(each));
            }
        }
        for (Map<String, Object> each : teams.entries()) {
            if (!(each.get("slug") instanceof String slug)) {
                throw new UnavailableException("GitHub reports a team without a slug: " + Texts.cut(each));
            }
            String organization = login(each);
            if (groups.contains(organization)) {
                groups.add(organization + ":" + slug);
            }
        }
        return new GroupList.Whole(groups);
    }

    private static String login(Map<String, Object> entry) throws UnavailableException {
        if (entry.get("organization") instanceof Map<?, ?> organization
                && organization.get("login") instanceof String login) {
            return login.toLowerCase(Locale.ROOT);
        }
        throw new UnavailableException("GitHub reports an entry without an organization: " + Texts.cut(entry));
    }

    /**
     * A list from GitHub.
     *
     * @param gap why it is incomplete; null if it is not
     */
    private record Pages(
            List<Map<String, Object>> entries, @Nullable String gap) {}

    /** All pages of a list, as the header {@code Link} strings them together; none that leads to another place. */
    private Pages pages(String path, String token) throws EndedException, UnavailableException {
        List<Map<String, Object>> all = new ArrayList<>();
        Optional<URI> next = Optional.of(address(path));
        for (int page = 0; next.isPresent(); page++) {
            if (page == MOST_PAGES) {
                return new Pages(
                        all,
                        "GitHub's answer to " + path + " has more than " + MOST_PAGES + " pages, and the hub reads"
                                + " no more");
            }
            ResponseEntity<List<Map<String, Object>>> answer = get(next.get(), token, LIST);
            String sso = answer.getHeaders().getFirst("X-GitHub-SSO");
            if (sso != null && sso.startsWith("partial-results")) {
                return new Pages(all, PARTIAL + " (X-GitHub-SSO: " + Texts.cut(sso) + ")");
            }
            all.addAll(answer.getBody());
            next = next(answer.getHeaders());
        }
        return new Pages(all, null);
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

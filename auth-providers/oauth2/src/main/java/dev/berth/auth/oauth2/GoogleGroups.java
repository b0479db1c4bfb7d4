package dev.berth.auth.oauth2;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.berth.spi.identity.GroupList;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Date;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a person's Workspace groups from the Admin SDK's Directory API ({@code groups.list} with {@code userKey}). A service account reads
 * them on behalf of an administrator, with the single scope for reading groups. Groups are named by their email addresses.
 */
final class GoogleGroups {

    private static final String SCOPE = "https://www.googleapis.com/auth/admin.directory.group.readonly";
    private static final URI API = URI.create("https://admin.googleapis.com");
    private static final int MOST_PAGES = 20;

    /** The maximum number of queries, for the person and their groups, at one sign-in. */
    private static final int MOST_MEMBERS = 200;

    private final RestClient http;
    private final URI api;
    private final String administrator;
    private final String account;
    private final URI tokenAddress;
    private final PrivateKey key;
    private final boolean nested;

    private GoogleGroups(
            RestClient http,
            URI api,
            String administrator,
            String account,
            URI tokenAddress,
            PrivateKey key,
            boolean nested) {
        this.http = http;
        this.api = api;
        this.administrator = administrator;
        this.account = account;
        this.tokenAddress = tokenAddress;
        this.key = key;
        this.nested = nested;
    }

    /** Opens the key file of a service account, as downloaded from Google's console. */
    static GoogleGroups open(Path file, OAuth2Client client, RestClient http) throws IOException {
        JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
        URI api = client.endpoints().api() == null ? API : client.endpoints().api();
        return new GoogleGroups(
                http,
                api,
                String.valueOf(client.google().administrator()),
                json.path("client_email").asString(""),
                URI.create(json.path("token_uri").asString("https://oauth2.googleapis.com/token")),
                key(json.path("private_key").asString("")),
                client.google().nestedGroups());
    }

    private static PrivateKey key(String pem) throws IOException {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IOException("private_key is not an RSA key in PEM", unreadable);
        }
    }

    GroupList of(String email) throws UnavailableException {
        try {
            String token = token();
            return new GroupList.Whole(Set.copyOf(nested ? all(email, token) : direct(email, token)));
        } catch (IncompleteException gaps) {
            return new GroupList.Incomplete(String.valueOf(gaps.getMessage()));
        } catch (RestClientException failure) {
            throw new UnavailableException(
                    "Google does not return groups: " + Texts.cut(failure.getMessage()), failure);
        }
    }

    /** Each group once: groups may be in one another. */
    private Set<String> all(String email, String token) throws UnavailableException, IncompleteException {
        Set<String> members = new LinkedHashSet<>(List.of(email));
        Deque<String> open = new ArrayDeque<>(members);
        while (!open.isEmpty()) {
            if (members.size() > MOST_MEMBERS) {
                throw new IncompleteException("Google reports more than " + MOST_MEMBERS
                        + " groups, nested ones included, and the hub reads no more:"
                        + " remove the person from some, or set google.nested-groups to false");
            }
            direct(open.pop(), token).stream().filter(members::add).forEach(open::add);
        }
        members.remove(email);
        return members;
    }

    /** Of a person, or of a group: {@code userKey} takes the address of either. */
    private Set<String> direct(String email, String token) throws UnavailableException, IncompleteException {
        Set<String> groups = new LinkedHashSet<>();
        String page = "";
        for (int count = 0; count < MOST_PAGES; count++) {
            JsonNode answer = page(email, page, token);
            for (JsonNode group : answer.path("groups")) {
                groups.add(name(group));
            }
            page = answer.path("nextPageToken").asString("");
            if (page.isEmpty()) {
                return groups;
            }
        }
        throw new IncompleteException("Google reports more than " + MOST_PAGES
                + " pages of groups, and the hub reads no" + " more: remove the person from some");
    }

    private static String name(JsonNode group) throws IncompleteException {
        String email = group.path("email").asString("");
        if (email.isEmpty()) {
            throw new IncompleteException("Google reports a group without an e-mail address: " + Texts.cut(group));
        }
        return email;
    }

    /** The list has gaps. */
    private static final class IncompleteException extends Exception {

        private static final long serialVersionUID = 1L;

        private IncompleteException(String why) {
            super(why);
        }
    }

    private JsonNode page(String email, String page, String token) throws UnavailableException {
        URI address = UriComponentsBuilder.fromUri(api)
                .path("/admin/directory/v1/groups")
                .queryParam("userKey", "{email}")
                .queryParam("maxResults", 200)
                .queryParam("pageToken", "{page}")
                .encode()
                .build(Map.of("email", email, "page", page));
        return read(http.get()
                .uri(address)
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .body(String.class));
    }

    /** Exchanges an assertion signed by the service account for an access token that is used immediately (RFC 7523). */
    private String token() throws UnavailableException {
        var form = new LinkedMultiValueMap<String, String>();
        form.add("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.add("assertion", assertion());
        JsonNode answer = read(http.post()
                .uri(tokenAddress)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .retrieve()
                .body(String.class));
        return answer.path("access_token").asString("");
    }

    private String assertion() throws UnavailableException {
        Instant now = Instant.now();
        SignedJWT assertion = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder()
                        .issuer(account)
                        .subject(administrator)
                        .audience(tokenAddress.toString())
                        .claim("scope", SCOPE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .build());
        try {
            assertion.sign(new RSASSASigner(key));
        } catch (JOSEException failure) {
            throw new UnavailableException("The service account's key cannot sign", failure);
        }
        return assertion.serialize();
    }

    private static JsonNode read(@org.jspecify.annotations.Nullable String body) {
        return JsonMapper.shared().readTree(body == null ? "{}" : body);
    }
}

package dev.berth.auth.oauth2;

import dev.berth.auth.oauth2.LocalServer.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Responses as GitHub sends them: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps (codes,
 * and errors with status 200), https://docs.github.com/en/rest/users/users, https://docs.github.com/en/rest/users/emails,
 * https://docs.github.com/en/rest/orgs/members (memberships and their state), https://docs.github.com/en/rest/teams/teams, and
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api (the header Link).
 */
final class FakeGitHub implements AutoCloseable {

    static final String CLIENT = "Iv1.8a61f9b3a7aba766";

    final LocalServer server = new LocalServer();
    final Set<String> used = new HashSet<>();
    final List<Map<String, Object>> emails = new ArrayList<>();
    final List<Map<String, Object>> memberships = new ArrayList<>();
    final List<Map<String, Object>> teams = new ArrayList<>();
    final Map<String, String> challenges = new HashMap<>();
    long id = 583_231;

    FakeGitHub() {
        server.at("/login/oauth/access_token", this::token);
        server.at("/user", asked -> Answer.ok(octocat()));
        server.at("/user/emails", asked -> Answer.ok(emails));
        server.at("/user/memberships/orgs", asked -> page(asked, memberships, "/user/memberships/orgs"));
        server.at("/user/teams", asked -> page(asked, teams, "/user/teams"));
        emails.add(Map.of("email", "octocat@company.example", "primary", true, "verified", true));
    }

    String address() {
        return server.address();
    }

    /** A code belongs to one app and to the sign-in whose challenge came with it; GitHub reports every result with status 200. */
    private Answer token(LocalServer.Asked asked) {
        String code = asked.form().get("code");
        String challenge = challenges.get(code);
        boolean right = asked.authorization().equals("Basic " + base64(CLIENT + ":secret"))
                && (challenge == null || challenge.equals(challenge(asked.form().get("code_verifier"))))
                && used.add(code);
        return right
                ? Answer.ok(Map.of(
                        "access_token",
                        "gho_16C7e42F292c6912E7710c838347Ae178B4a",
                        "scope",
                        "read:org,read:user,user:email",
                        "token_type",
                        "bearer"))
                : Answer.ok(Map.of(
                        "error",
                        "bad_verification_code",
                        "error_description",
                        "The code passed is incorrect or expired."));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** RFC 7636, section 4.6. */
    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** With nulls, as GitHub has them for everything that a profile does not contain. */
    private Map<String, Object> octocat() {
        Map<String, Object> user = new HashMap<>();
        user.put("login", "Octocat");
        user.put("id", id);
        user.put("email", "public@company.example");
        user.put("company", null);
        user.put("hireable", null);
        return user;
    }

    /** One entry on a page, and a link to the next one. */
    private Answer page(LocalServer.Asked asked, List<Map<String, Object>> all, String path) {
        int number = Integer.parseInt(asked.query().getOrDefault("page", "1"));
        if (all.isEmpty()) {
            return Answer.ok(List.of());
        }
        String next = "<" + address() + path + "?page=" + (number + 1) + ">; rel=\"next\", <" + address() + path
                + "?page=" + all.size() + ">; rel=\"last\"";
        return new Answer(200, List.of(all.get(number - 1)), number < all.size() ? Map.of("Link", next) : Map.of());
    }

    static Map<String, Object> member(String organization, String state) {
        return Map.of("state", state, "organization", Map.of("login", organization));
    }

    static Map<String, Object> team(String organization, String slug) {
        return Map.of("slug", slug, "organization", Map.of("login", organization));
    }

    @Override
    public void close() {
        server.close();
    }
}

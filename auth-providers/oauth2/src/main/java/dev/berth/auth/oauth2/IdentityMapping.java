package dev.berth.auth.oauth2;

import dev.berth.spi.identity.ExternalIdentity;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps claims to an identity as configured. A person without a configured claim is rejected, without a fallback. */
final class IdentityMapping {

    private static final long LARGEST_ID = 4_294_967_294L;

    private final String provider;
    private final OAuth2Client.Claims rules;
    private final String subjectClaim;
    private final String groupsClaim;
    private final String nameClaim;
    private final @Nullable NameExpression expression;
    private final Set<String> stripped;

    IdentityMapping(String provider, OAuth2Client client) {
        ProviderKind kind = client.kindOrOidc();
        this.provider = provider;
        this.rules = client.claims();
        this.subjectClaim = rules.subject() == null ? kind.subjectClaim() : rules.subject();
        this.groupsClaim = client.groupsClaim();
        this.nameClaim = rules.username() == null ? kind.nameClaim() : rules.username();
        this.expression =
                rules.usernameExpression() == null ? null : NameExpression.compile(rules.usernameExpression());
        this.stripped = rules.stripDomains().stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    ExternalIdentity identity(Claims claims) throws RefusedException {
        return new ExternalIdentity(
                provider,
                required(claims, subjectClaim, "SUBJECT_CLAIM"),
                name(claims),
                claims.text("email"),
                claims.isTrue("email_verified"),
                GroupClaim.read(claims, groupsClaim),
                id(claims, rules.uid()),
                id(claims, rules.gid()),
                false);
    }

    private String name(Claims claims) throws RefusedException {
        if (expression != null) {
            if (expression.mentionsEmail()) {
                requireVerifiedEmail(claims);
            }
            return strip(expression.name(claims), claims);
        }
        if (nameClaim.equals("email")) {
            requireVerifiedEmail(claims);
        }
        return strip(required(claims, nameClaim, "NAME_CLAIM"), claims);
    }

    /**
     * Removes a listed domain. The result looks like a name of the organization itself, so it must be the person's verified email address
     * and not merely a name that somebody chose.
     */
    private String strip(String name, Claims claims) throws RefusedException {
        int at = name.lastIndexOf('@');
        if (at <= 0 || !stripped.contains(name.substring(at + 1).toLowerCase(Locale.ROOT))) {
            return name;
        }
        requireVerifiedEmail(claims);
        if (!name.equalsIgnoreCase(claims.text("email"))) {
            throw RefusedException.ofPerson(
                    "NAME_NOT_EMAIL",
                    "The name \"" + Texts.cut(name)
                            + "\" ends with a domain of strip-domains but is not the person's verified email address");
        }
        return name.substring(0, at);
    }

    private static void requireVerifiedEmail(Claims claims) throws RefusedException {
        if (claims.text("email") == null || !claims.isTrue("email_verified")) {
            throw RefusedException.ofPerson(
                    "EMAIL_UNVERIFIED",
                    "The username is derived from the email address, but the provider does not report it as verified",
                    claims,
                    "email",
                    "email_verified");
        }
    }

    private static String required(Claims claims, String path, String code) throws RefusedException {
        String value = claims.text(path);
        if (value == null) {
            throw new RefusedException(
                    code, "The claim \"" + path + "\" is missing or is not a string of 1 to 255 characters");
        }
        return value;
    }

    private static @Nullable Long id(Claims claims, @Nullable String path) throws RefusedException {
        if (path == null) {
            return null;
        }
        String text = claims.text(path);
        if (text != null && text.matches("[0-9]{1,10}")) {
            long id = Long.parseLong(text);
            if (id >= 1 && id <= LARGEST_ID) {
                return id;
            }
        }
        throw new RefusedException(
                "ID_CLAIM",
                "The claim \"" + path + "\" is \"" + Texts.cut(claims.at(path))
                        + "\", which is not a POSIX id between 1 and " + LARGEST_ID);
    }
}

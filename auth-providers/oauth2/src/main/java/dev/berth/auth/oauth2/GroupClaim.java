package dev.berth.auth.oauth2;

import dev.berth.spi.identity.GroupList;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a person's groups from a claim: all of them, or the reason why they are not known. A provider can leave a list out and say so
 * (OpenID Connect Core 1.0, section 5.6.2), and a value that cannot be read is not a missing group.
 */
final class GroupClaim {

    private static final int MOST_GROUPS = 2_000;

    /** A distinguished name can be long. */
    private static final int MOST_LETTERS = 1_024;

    private final Claims claims;
    private final String path;

    private GroupClaim(Claims claims, String path) {
        this.claims = claims;
        this.path = path;
    }

    /** Whether the provider says that the person has groups, and that they are to be had elsewhere. */
    static boolean isElsewhere(Claims claims, String path) {
        return new GroupClaim(claims, path).isElsewhere();
    }

    static GroupList read(Claims claims, String path) {
        return new GroupClaim(claims, path).read();
    }

    private GroupList read() {
        if (isElsewhere()) {
            return incomplete("the provider did not send the claim \"" + path + "\" because the list is too long"
                    + " (_claim_names, hasgroups): limit the groups that the provider puts into the token, or set"
                    + " endpoints.groups to let the hub read them from Microsoft Graph");
        }
        Object value = claims.at(path);
        if (value == null) {
            String gap = claims.gap();
            return gap == null ? new GroupList.Whole(Set.of()) : incomplete(gap);
        }
        return value instanceof List<?> list ? read(list) : read(List.of(value));
    }

    private GroupList read(List<?> values) {
        Set<String> names = new LinkedHashSet<>();
        for (Object value : values) {
            if (!isName(value)) {
                return incomplete("the claim \"" + path + "\" contains \"" + Texts.cut(value)
                        + "\", which is not a group name: it must be a list of texts of at most " + MOST_LETTERS
                        + " characters");
            }
            names.add(String.valueOf(value));
        }
        names.remove("");
        return names.size() > MOST_GROUPS
                ? incomplete("the claim \"" + path + "\" lists " + names.size() + " groups, and the hub reads at most "
                        + MOST_GROUPS + ": limit the groups that the provider puts into the token")
                : new GroupList.Whole(names);
    }

    /** A text that starts with a bracket is a list that the provider did not write as one. */
    private static boolean isName(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger
                || (value instanceof String text && text.length() <= MOST_LETTERS && !text.startsWith("["));
    }

    /** Whether the provider says that the claim is to be had elsewhere. Entra ID also says so with {@code hasgroups}. */
    private boolean isElsewhere() {
        Object names = claims.values().get("_claim_names");
        boolean named = names != null
                && (!(names instanceof Map<?, ?> map)
                        || map.keySet().stream().anyMatch(each -> isOnPath(String.valueOf(each))));
        Object hasGroups = claims.values().get("hasgroups");
        boolean flagged =
                path.equals("groups") && hasGroups != null && !"false".equalsIgnoreCase(String.valueOf(hasGroups));
        return named || flagged;
    }

    private boolean isOnPath(String claim) {
        return path.equals(claim) || path.startsWith(claim + ".");
    }

    private static GroupList incomplete(String why) {
        return new GroupList.Incomplete(why);
    }
}

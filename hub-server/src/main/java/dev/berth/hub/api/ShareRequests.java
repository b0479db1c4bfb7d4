package dev.berth.hub.api;

import dev.berth.hub.share.Recipient;
import dev.berth.hub.share.ShareOutcome;
import dev.berth.hub.share.ShareRefusal;
import dev.berth.hub.user.UserName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/** Bodies of the calls about shares, and the responses to those that are refused. */
final class ShareRequests {

    private static final int MAX_SCOPES = 200;

    private ShareRequests() {}

    /**
     * The body of a call that grants or revokes.
     *
     * @param recipient exactly one user or group
     * @param scopes empty if not set
     */
    record ShareBody(Recipient recipient, List<String> scopes) {

        static ShareBody of(HttpServletRequest request) {
            ApiBody body = ApiBody.of(request)
                    .only(Set.of("user", "group", "scopes"))
                    .nullIsMissing("user", "group", "scopes");
            String user = body.text("user");
            String group = body.text("group");
            if ((user == null) == (group == null)) {
                throw ApiException.invalid("Specify exactly one of user and group");
            }
            Recipient recipient =
                    user == null ? new Recipient(Recipient.Kind.GROUP, String.valueOf(group)) : user(user);
            return new ShareBody(recipient, scopesOf(body));
        }
    }

    /** A username as sent, in its normal form; text that is not a valid username is used as it is and does not match any user. */
    static Recipient user(String name) {
        return new Recipient(
                Recipient.Kind.USER, UserName.of(name).map(UserName::value).orElse(name));
    }

    static List<String> scopesOf(ApiBody body) {
        List<String> scopes = body.texts("scopes");
        if (scopes != null && scopes.size() > MAX_SCOPES) {
            throw ApiException.invalid("At most " + MAX_SCOPES + " scopes can be named at once");
        }
        return scopes == null ? List.of() : scopes;
    }

    /** The value of a successful outcome; the others become responses. */
    static <T> T done(ShareOutcome<T> outcome) {
        return switch (outcome) {
            case ShareOutcome.Done<T>(T value) -> value;
            case ShareOutcome.Refused<T>(ShareRefusal why) -> throw refused(why);
        };
    }

    private static ApiException refused(ShareRefusal why) {
        return switch (why) {
            case ShareRefusal.NoSuchServer() -> ApiException.hidden();
            case ShareRefusal.UnknownScope(String text) ->
                ApiException.invalid("Scope '" + shown(text) + "' does not exist");
            case ShareRefusal.ForeignFilter(String scope, String allowed) ->
                ApiException.invalid("Scope '" + shown(scope) + "' cannot be shared here. Use '" + allowed + "'");
            case ShareRefusal.NotHeld(String scope) ->
                new ApiException(403, "Do not have permission to grant share with scope " + scope);
            case ShareRefusal.NameNotReadable(Recipient.Kind kind) ->
                new ApiException(
                        403,
                        switch (kind) {
                            case USER -> "Need scope 'read:users:name' to share with users by name";
                            case GROUP -> "Need scope 'read:groups:name' to share with groups by name";
                        });
            case ShareRefusal.NoSuchRecipient(Recipient recipient) ->
                ApiException.invalid("No such " + recipient.kind().text() + ": " + shown(recipient.name()));
            case ShareRefusal.TooMany(int limit) ->
                ApiException.invalid("This server has reached the limit of " + limit + ". Delete some of them first");
        };
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}

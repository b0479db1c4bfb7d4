package dev.berth.auth.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPBindException;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Interprets a server's response to a bind with a person's password. */
final class BindAnswer {

    /** Active Directory puts a Windows error code into the text: "80090308: LdapErr: DSID-…, comment: …, data 52e, v1db1". */
    private static final Pattern WINDOWS = Pattern.compile("\\bdata ([0-9a-fA-F]{3,8})\\b");

    /** Windows system error codes 1300 to 1999, in hexadecimal. */
    private static final Map<String, Refusal> WINDOWS_CODES = Map.of(
            "525", Refusal.of("UNKNOWN_USER", "The directory does not have this account (525)."),
            "52e", Refusal.of("BAD_CREDENTIALS", "The password is wrong (52e)."),
            "530", Refusal.of("NOT_ALLOWED_NOW", "The account is not allowed to sign in at this time (530)."),
            "531", Refusal.of("NOT_ALLOWED_HERE", "The account is not allowed to sign in from this machine (531)."),
            "532", Refusal.of("PASSWORD_EXPIRED", "The password has expired (532)."),
            "533", Refusal.closed("ACCOUNT_DISABLED", "The account is disabled in the directory (533)."),
            "701", Refusal.closed("ACCOUNT_EXPIRED", "The account has expired in the directory (701)."),
            "773", Refusal.of("PASSWORD_MUST_CHANGE", "The password must be changed before it can be used (773)."),
            "775", Refusal.of("ACCOUNT_LOCKED", "The account is locked after too many wrong passwords (775)."));

    private BindAnswer() {}

    /** Why a bind that the server accepted must still be rejected, if so. */
    static Optional<Refusal> ofSuccess(BindResult result) throws LDAPException {
        return policy(DraftBeheraLDAPPasswordPolicy10ResponseControl.get(result));
    }

    /** Why the server rejected the bind; empty if the response does not concern the person. */
    static Optional<Refusal> ofFailure(LDAPException failure) {
        ResultCode code = failure.getResultCode();
        if (code.equals(ResultCode.INVALID_CREDENTIALS)) {
            return Optional.of(windows(failure.getDiagnosticMessage())
                    .or(() -> policy(failure))
                    .orElse(Refusal.of("BAD_CREDENTIALS", "The password is wrong.")));
        }
        if (code.equals(ResultCode.NO_SUCH_OBJECT) || code.equals(ResultCode.INAPPROPRIATE_AUTHENTICATION)) {
            return Optional.of(
                    Refusal.of("BAD_CREDENTIALS", "The directory does not store a password for this entry."));
        }
        if (code.equals(ResultCode.CONSTRAINT_VIOLATION) || code.equals(ResultCode.UNWILLING_TO_PERFORM)) {
            return Optional.of(policy(failure)
                    .orElse(Refusal.of(
                            "BIND_REFUSED",
                            "The directory does not accept this account: "
                                    + sentence(code, failure.getDiagnosticMessage()))));
        }
        return Optional.empty();
    }

    /** For administrators; limited in length, because the server wrote it. */
    static String sentence(ResultCode code, @Nullable String text) {
        String said =
                text == null ? "" : text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String bounded = said.length() > 300 ? said.substring(0, 300) + "…" : said;
        return bounded.isEmpty() ? code.getName() : bounded + " (" + code.getName() + ")";
    }

    private static Optional<Refusal> windows(@Nullable String message) {
        Matcher data = WINDOWS.matcher(message == null ? "" : message);
        return data.find()
                ? Optional.ofNullable(WINDOWS_CODES.get(data.group(1).toLowerCase(java.util.Locale.ROOT)))
                : Optional.empty();
    }

    private static Optional<Refusal> policy(LDAPException failure) {
        try {
            return failure instanceof LDAPBindException bind
                    ? policy(DraftBeheraLDAPPasswordPolicy10ResponseControl.get(bind.getBindResult()))
                    : Optional.empty();
        } catch (LDAPException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Refusal> policy(@Nullable DraftBeheraLDAPPasswordPolicy10ResponseControl control) {
        DraftBeheraLDAPPasswordPolicy10ErrorType error = control == null ? null : control.getErrorType();
        if (error == null) {
            return Optional.empty();
        }
        return switch (error) {
            case PASSWORD_EXPIRED -> Optional.of(Refusal.of("PASSWORD_EXPIRED", "The password has expired."));
            case ACCOUNT_LOCKED -> Optional.of(Refusal.of("ACCOUNT_LOCKED", "The account is locked in the directory."));
            case CHANGE_AFTER_RESET ->
                Optional.of(Refusal.of("PASSWORD_MUST_CHANGE", "The password must be changed before it can be used."));
            case PASSWORD_MOD_NOT_ALLOWED,
                    MUST_SUPPLY_OLD_PASSWORD,
                    INSUFFICIENT_PASSWORD_QUALITY,
                    PASSWORD_TOO_SHORT,
                    PASSWORD_TOO_YOUNG,
                    PASSWORD_IN_HISTORY -> Optional.empty();
        };
    }
}

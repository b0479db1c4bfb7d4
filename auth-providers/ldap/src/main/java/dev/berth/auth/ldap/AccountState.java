package dev.berth.auth.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Determines from an entry's own attributes whether the account is closed, even if the password is correct. */
final class AccountState {

    /** Attributes that must be requested by name, because a wildcard does not include operational attributes. */
    static final List<String> ATTRIBUTES = List.of(
            "userAccountControl",
            "msDS-User-Account-Control-Computed",
            "accountExpires",
            "pwdLastSet",
            "pwdAccountLockedTime",
            "pwdReset",
            "nsAccountLock",
            "shadowExpire");

    private static final long ACCOUNTDISABLE = 0x2;
    private static final long LOCKOUT = 0x10;
    private static final long DONT_EXPIRE_PASSWORD = 0x10000;
    private static final long PASSWORD_EXPIRED = 0x800000;

    /** Windows counts units of 100 ns since 1601; 0 and 2⁶³−1 mean never (MS-ADTS 2.2.1, accountExpires). */
    private static final long EPOCH_1601 = 11_644_473_600L;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long TICKS = 10_000_000L;
    private static final long SECONDS_OF_A_DAY = 86_400;
    /** draft-behera-ldap-password-policy-10, section 5.3.3: locked until an administrator unlocks it. */
    private static final String FOR_EVER = "000001010000Z";

    private final Entry entry;
    private final Instant now;

    private AccountState(Entry entry, Instant now) {
        this.entry = entry;
        this.now = now;
    }

    static Optional<Refusal> problem(Entry entry, InstantSource clock) {
        AccountState state = new AccountState(entry, clock.instant());
        return state.disabled().or(state::expired).or(state::locked).or(state::passwordDue);
    }

    private Optional<Refusal> disabled() {
        boolean microsoft = has("userAccountControl", ACCOUNTDISABLE);
        boolean redHat = "true".equalsIgnoreCase(text("nsAccountLock"));
        return when(
                microsoft || redHat, Refusal.closed("ACCOUNT_DISABLED", "The account is disabled in the directory."));
    }

    private Optional<Refusal> expired() {
        Long ticks = number("accountExpires");
        boolean microsoft = ticks != null
                && ticks > 0
                && ticks != NEVER
                && Instant.ofEpochSecond(ticks / TICKS - EPOCH_1601).isBefore(now);
        Long day = number("shadowExpire");
        // Interpreted as in pam_unix: -1 means never, and on the day itself the account has already expired.
        boolean shadow = day != null && day >= 0 && now.getEpochSecond() / SECONDS_OF_A_DAY >= day;
        return when(
                microsoft || shadow, Refusal.closed("ACCOUNT_EXPIRED", "The account has expired in the directory."));
    }

    private Optional<Refusal> locked() {
        if (FOR_EVER.equals(text("pwdAccountLockedTime"))) {
            return Optional.of(
                    Refusal.closed("ACCOUNT_LOCKED", "An administrator of the directory has locked the account."));
        }
        return when(
                has("msDS-User-Account-Control-Computed", LOCKOUT),
                Refusal.of("ACCOUNT_LOCKED", "The account is locked after too many wrong passwords."));
    }

    private Optional<Refusal> passwordDue() {
        Long set = number("pwdLastSet");
        boolean never = set != null && set == 0 && !has("userAccountControl", DONT_EXPIRE_PASSWORD);
        if (never || "true".equalsIgnoreCase(text("pwdReset"))) {
            return Optional.of(
                    Refusal.of("PASSWORD_MUST_CHANGE", "The password must be changed before it can be used."));
        }
        return when(
                has("msDS-User-Account-Control-Computed", PASSWORD_EXPIRED),
                Refusal.of("PASSWORD_EXPIRED", "The password has expired."));
    }

    private static Optional<Refusal> when(boolean condition, Refusal refusal) {
        return condition ? Optional.of(refusal) : Optional.empty();
    }

    private boolean has(String attribute, long flag) {
        Long value = number(attribute);
        return value != null && (value & flag) != 0;
    }

    private @Nullable Long number(String attribute) {
        return entry.getAttributeValueAsLong(attribute);
    }

    private @Nullable String text(String attribute) {
        return entry.getAttributeValue(attribute);
    }
}

package dev.berth.hub.user;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Accounts of this machine by username, for users who should have the UIDs to which their files belong. */
@Component
public class MachineClaims {

    private static final int AT_ONCE = 256;

    private final MachineAccounts machine;

    MachineClaims(MachineAccounts machine) {
        this.machine = machine;
    }

    /** The UIDs and primary groups of those users who have an account with exactly their name. */
    public Map<UserName, PosixClaim> of(Collection<UserName> names) {
        Map<UserName, PosixClaim> claims = new HashMap<>();
        List<String> all = new ArrayList<>(names.stream().map(UserName::value).toList());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            machine.named(all.subList(from, Math.min(all.size(), from + AT_ONCE)))
                    .forEach((name, claim) -> claims.put(new UserName(name), claim));
        }
        return claims;
    }
}

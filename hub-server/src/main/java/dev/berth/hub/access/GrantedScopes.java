package dev.berth.hub.access;

import dev.berth.hub.user.User;
import java.util.List;

/** Scopes that a user has in addition to those of roles. They are asked for at each use, so they end when the source no longer has them. */
public interface GrantedScopes {

    /** The scopes of this user now, with the filters that limit them; not expanded. */
    List<Scope> of(User user);
}

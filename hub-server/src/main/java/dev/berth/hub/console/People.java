package dev.berth.hub.console;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** The caller, and the user that a path names. */
@Component
class People {

    private final UserDirectory users;

    People(UserDirectory users) {
        this.users = users;
    }

    static Caller me() {
        return CallerAuthentication.current().orElseThrow();
    }

    User named(String name) {
        return users.byName(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Only administrators can change administrators. */
    User changeable(String name) {
        User user = named(name);
        if (user.admin() && !me().admin()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }
}

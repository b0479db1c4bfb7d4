package dev.berth.hub.home;

import dev.berth.hub.user.User;

/**
 * A server that somebody wants to be in.
 *
 * @param server its name, empty for the default one
 * @param next the page that they want of it, a path of this site; empty for where it opens
 */
record StartWish(User owner, String server, String next) {

    String tail() {
        return ServerCard.tail(owner.name().value(), server);
    }
}

package dev.berth.hub.signin;

import dev.berth.hub.user.User;
import dev.berth.spi.identity.ExternalIdentity;

/**
 * Password and rules are right; in only with a second factor, see {@link CodeStep}.
 *
 * @param user who they are
 * @param identity as the provider asserted it
 * @param rule which rule allows them
 */
record CodeWanted(User user, ExternalIdentity identity, String rule) {}

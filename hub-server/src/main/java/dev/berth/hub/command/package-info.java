/**
 * Commands for the operator of the machine, with or without a running hub: {@code bin/berth <command>}. A
 * command opens the hub's database as a hub does, starts no server, proxy or loop, and leaves PostgreSQL as it found it.
 *
 * <p>Everybody who can run the hub's program under its account can use all commands; no other permission is required.
 *
 * <p>{@code Commands} parses the command line with picocli and does not load Spring, so that help and version are fast. {@code StartScreen} is
 * what a person at a terminal sees of a start.
 *
 * <p>May use backup, configuration, jupyterhub, keys, signin.password and database; only the application class may use it.
 */
@ApplicationModule(
        allowedDependencies = {"backup", "configuration", "database", "jupyterhub", "keys", "signin::password"})
@NullMarked
package dev.berth.hub.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

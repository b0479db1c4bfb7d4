/**
 * The test kit: a hub, and what tests need to control it. It is a separate program and never part of what ships.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>It starts only with the option {@code --test-kit} and a secret in the environment, and only on loopback addresses.
 *   <li>The hub inside is the shipped one. The kit replaces beans of its context ({@code @Primary}) and provides a spawner and a sign-in
 *       provider; it never changes a class of the hub.
 *   <li>What Berth cannot do is refused with 501 and a sentence that names it.
 * </ol>
 *
 * <p>The few classes that need package-private parts of the hub are in the hub's packages, on the class path of the kit only. They are not
 * components, so a hub that happens to find them ignores them: {@link dev.berth.kit.KitConfiguration} imports them.
 */
@NullMarked
package dev.berth.kit;

import org.jspecify.annotations.NullMarked;

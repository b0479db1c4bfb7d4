/**
 * Sign-in by the machine's PAM. Each entry of {@code berth.auth.pam} is one {@link dev.berth.spi.identity.PasswordProvider} and {@link
 * dev.berth.spi.identity.IdentitySource}.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A correct password is not sufficient: {@code pam_acct_mgmt}, which detects expired and closed accounts, must succeed as well.
 *   <li>The password is sent only to prompts with hidden input; a module that asks for more than one gets an error.
 *   <li>{@code pam_setcred} and PAM sessions are not used: they would change the hub's own process.
 *   <li>The subject is the UID: it owns the person's files, so the account with that UID is that person, whatever its name.
 *   <li>Modules run in the hub's process, on a few dedicated threads. A module that blocks holds only its thread: if all are blocked,
 *       sign-in by PAM is unavailable and the hub continues to run.
 *   <li>root, and accounts with a UID below {@code min-uid}, can never sign in.
 * </ol>
 *
 * <p>libpam4j provides the binding of libpam; its {@code PAM} class is not used, because it hides the codes that distinguish an expired
 * account from a wrong password, sets credentials, and reads accounts by functions that are not thread-safe.
 *
 * <p>May use {@code hub-spi}, libpam4j, JNA, SLF4J, and Spring Boot for its auto-configuration.
 */
@NullMarked
package dev.berth.auth.pam;

import org.jspecify.annotations.NullMarked;

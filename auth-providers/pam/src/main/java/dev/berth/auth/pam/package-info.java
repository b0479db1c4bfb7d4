/**
 * Sign-in by the machine's PAM. Each entry of {@code berth.auth.pam} is one {@link dev.berth.spi.identity.PasswordProvider} and {@link
 * dev.berth.spi.identity.IdentitySource}.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A right password is not enough: {@code pam_acct_mgmt} must agree, which knows expired and closed accounts.
 *   <li>The password answers prompts that hide what is typed, and no other; a module that asks for more than one gets an error.
 *   <li>{@code pam_setcred} and sessions are left out: they would change the hub's own process.
 *   <li>The subject is the UID: it owns the person's files, so whoever has it is that person, under whatever name.
 *   <li>Modules run in the hub's process, on a few threads of their own. One that hangs holds its thread and nothing else: when all hang,
 *       sign-in by PAM is unavailable and the hub goes on.
 *   <li>root, and accounts below {@code min-uid}, never come in.
 * </ol>
 *
 * <p>libpam4j gives the binding of libpam; its own {@code PAM} class is not used, because it hides the codes that tell an expired account
 * from a wrong password, sets credentials, and reads accounts by functions that are not safe for threads.
 *
 * <p>May use {@code hub-spi}, libpam4j, JNA, SLF4J, and Spring Boot for its auto-configuration.
 */
@NullMarked
package dev.berth.auth.pam;

import org.jspecify.annotations.NullMarked;

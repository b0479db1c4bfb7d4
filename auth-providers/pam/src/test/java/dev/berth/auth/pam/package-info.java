/** Tests of sign-in by the machine's PAM, with accounts made for them. */
@org.jspecify.annotations.NullUnmarked
package dev.berth.auth.pam;

/** Tests of sign-in by LDAP: a real slapd, and in-memory servers for what it does not support. */
@org.jspecify.annotations.NullUnmarked
package dev.berth.auth.ldap;

/** Tests of sign-in by LDAP: a real slapd, and servers in memory for what it lacks. */
@org.jspecify.annotations.NullUnmarked
package dev.berth.auth.ldap;

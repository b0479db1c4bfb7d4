/** A real Keycloak for the tests of all modules, local servers that respond as GitHub and Google do, and attacks that must be rejected. */
package dev.berth.auth.oauth2;

/** A real Keycloak for the tests of all modules, local servers that answer as GitHub and Google do, and what must not get by. */
package dev.berth.auth.oauth2;

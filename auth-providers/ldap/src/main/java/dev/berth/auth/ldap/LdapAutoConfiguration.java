package dev.berth.auth.ldap;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Offers a provider for each entry of {@code berth.auth.ldap}; none where there is no entry. */
@AutoConfiguration
@Import(LdapRegistrar.class)
public final class LdapAutoConfiguration {}

package dev.berth.auth.ldap;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Provides one provider for each entry of {@code berth.auth.ldap}. */
@AutoConfiguration
@Import(LdapRegistrar.class)
public final class LdapAutoConfiguration {}

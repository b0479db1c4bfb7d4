package dev.berth.auth.oauth2;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Provides one provider for each entry of {@code berth.auth.oauth2}. */
@AutoConfiguration
@EnableConfigurationProperties(OAuth2Properties.class)
@Import(OAuth2Registrar.class)
public final class OAuth2AutoConfiguration {}

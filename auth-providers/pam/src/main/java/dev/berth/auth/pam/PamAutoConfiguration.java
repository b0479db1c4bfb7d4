package dev.berth.auth.pam;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Provides one provider for each entry of {@code berth.auth.pam}. */
@AutoConfiguration
@Import(PamRegistrar.class)
public final class PamAutoConfiguration {}

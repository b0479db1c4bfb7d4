package dev.berth.auth.pam;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Offers a provider for each entry of {@code berth.auth.pam}; none where there is no entry. */
@AutoConfiguration
@Import(PamRegistrar.class)
public final class PamAutoConfiguration {}

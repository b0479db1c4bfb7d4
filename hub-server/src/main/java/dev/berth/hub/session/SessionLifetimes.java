package dev.berth.hub.session;

import java.time.Duration;

/**
 * How long browser sessions last. Set by {@code berth.signin.session-lifetime} and {@code berth.signin.session-idle}.
 *
 * @param total the maximum time since the sign-in
 * @param idle the maximum time without a request
 */
public record SessionLifetimes(Duration total, Duration idle) {}

package dev.berth.hub.session;

import java.time.Duration;

/**
 * How long browser sessions last. Comes from {@code berth.signin.session-lifetime} and {@code berth.signin.session-idle}.
 *
 * @param total at most, from the sign-in on
 * @param idle at most, without any request
 */
public record SessionLifetimes(Duration total, Duration idle) {}

package dev.berth.spi.route;

/**
 * Exchanges a one-time code, which a browser brings to a user's own host, for a credential on that host.
 *
 * @param code SHA-256 of the code in lower-case hex
 * @param state SHA-256 of the state cookie's value in lower-case hex: only the browser that requested the code can use it
 * @param host the label of the user's host
 */
public record EntryRequest(String code, String state, String host) {}

package dev.berth.spi.route;

/**
 * Trades a one-time code, brought by a browser to a user's own host, for a credential on that host.
 *
 * @param code SHA-256 of the code in lower-case hex
 * @param state SHA-256 of the state cookie's value in lower-case hex: the code is good only in the browser that asked for it
 * @param host the label of the user's host
 */
public record EntryRequest(String code, String state, String host) {}

package dev.berth.proxy.http;

/**
 * Where a request came from and which host name it used, as far as that can be trusted.
 *
 * @param address of the browser or program
 * @param scheme {@code http} or {@code https}, as the visitor sees it
 * @param authority the Host header
 * @param host the host in it, in lower case, without port
 * @param port the port that the visitor used
 */
record Visitor(String address, String scheme, String authority, String host, int port) {

    /** Whether an Origin header contains this site's own origin. */
    boolean sameOrigin(String origin) {
        String ofPort = port == (scheme.equals("https") ? 443 : 80) ? "" : ":" + port;
        return origin.equalsIgnoreCase(scheme + "://" + host + ofPort);
    }
}

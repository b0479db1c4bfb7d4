package dev.berth.spi.route;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Asks for a {@link Proof} that a hub answers at an address.
 *
 * @param nonce random and new for each request: 32 bytes in lower-case hex
 * @param ip the address to which the proxy is connected, as an IP literal
 * @param port the port to which it is connected
 */
public record ProofRequest(String nonce, String ip, int port) {

    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{64}");

    public ProofRequest {
        if (!NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("The nonce must be 32 bytes in lower-case hex.");
        }
        // A zone is a number or name of one machine only.
        int zone = ip.indexOf('%');
        ip = InetAddress.ofLiteral(zone < 0 ? ip : ip.substring(0, zone)).getHostAddress();
    }

    public InetAddress address() {
        return InetAddress.ofLiteral(ip);
    }
}

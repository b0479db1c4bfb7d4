package dev.berth.spi.route;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proof that a hub answers at an address: an HMAC (RFC 2104) over nonce, address and port, with the secret that hubs and proxies share. It
 * reveals nothing of the secret. A hub gives it only for its own addresses, so a program that has taken the port of a hub cannot pass
 * the request on to another hub and use that one's answer.
 *
 * @param macs one for each secret that is valid now: during a rotation there are two
 */
public record Proof(List<String> macs) {

    private static final String ALGORITHM = "HmacSHA256";

    public Proof {
        macs = List.copyOf(macs);
    }

    /** The proof of a hub for which these secrets are valid. */
    public static Proof of(ProofRequest request, List<String> secrets) {
        return new Proof(secrets.stream().map(secret -> mac(request, secret)).toList());
    }

    /** Whether it was made with this secret, for this request. */
    public boolean proves(ProofRequest request, String secret) {
        byte[] expected = mac(request, secret).getBytes(StandardCharsets.US_ASCII);
        return macs.stream().anyMatch(each -> MessageDigest.isEqual(each.getBytes(StandardCharsets.UTF_8), expected));
    }

    private static String mac(ProofRequest request, String secret) {
        // The first line keeps this use of the secret apart from any other.
        String text = "berth hub proof 1\n" + request.nonce() + "\n" + request.ip() + "\n" + request.port();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
        }
    }
}

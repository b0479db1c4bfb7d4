package dev.berth.hub.routing;

import dev.berth.hub.access.Public;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.spi.route.HubPaths;
import dev.berth.spi.route.Proof;
import dev.berth.spi.route.ProofRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Proves to a proxy that a hub answers at an address, before the proxy sends the secret or anything of a visitor's. Anyone can ask, and
 * learns nothing. The hub answers only for its own addresses: otherwise a program that has taken the port of a hub that is gone could
 * fetch the proof here.
 */
@RestController
@Public
class ProofController {

    private final ProxySecret secret;

    ProofController(ProxySecret secret) {
        this.secret = secret;
    }

    @PostMapping(HubPaths.PROVE)
    ResponseEntity<Proof> prove(@RequestBody ProofRequest question, HttpServletRequest request) throws SocketException {
        boolean own = question.port() == request.getLocalPort() && isOwn(question.address(), request);
        return own
                ? ResponseEntity.ok(Proof.of(question, secret.valid()))
                : ResponseEntity.status(403).build();
    }

    /** Every machine has the loopback addresses, so they are this hub's only for who comes from this machine. */
    private static boolean isOwn(InetAddress address, HttpServletRequest request) throws SocketException {
        return address.isLoopbackAddress()
                ? InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()
                : NetworkInterface.getByInetAddress(address) != null;
    }
}

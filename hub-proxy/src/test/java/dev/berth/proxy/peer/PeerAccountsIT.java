package dev.berth.proxy.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel's word for who holds the other end of a connection. */
class PeerAccountsIT {

    private final PeerAccounts accounts = new PeerAccounts();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0", "::"})
    void whoHasAcceptedIsKnownByTheConnectionAndWhoHasNotByTheListener(String address) throws Exception {
        InetAddress bound = InetAddress.ofLiteral(address);
        InetAddress reached = InetAddress.ofLiteral(bound.isAnyLocalAddress() ? "127.0.0.1" : address);
        try (ServerSocket listener = new ServerSocket(0, 50, bound);
                Socket socket = new Socket(reached, listener.getLocalPort())) {
            assertThat(holder(socket)).as("not accepted").isEqualTo(own());
            try (Socket _ = listener.accept()) {
                assertThat(holder(socket)).as("accepted").isEqualTo(own());
            }
        }
    }

    @Test
    void nobodyHoldsTheOtherEndOfAConnectionThatWasClosedThere() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
                Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), listener.getLocalPort())) {
            listener.accept().close();
            assertThatThrownBy(() -> holder(socket)).hasCauseInstanceOf(UnknownPeerException.class);
        }
    }

    @Test
    void amongThousandsOfSocketsTheRightOneIsFound() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            for (int i = 0; i < 1_500; i++) {
                sockets.add(new Socket(InetAddress.ofLiteral("127.0.0.1"), listener.getLocalPort()));
                sockets.add(listener.accept());
            }
            long begun = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(holder(sockets.get(2 * i))).isEqualTo(own());
            }
            System.out.printf(
                    "A lookup among %d sockets took %.2f ms%n",
                    sockets.size() + 1, (System.nanoTime() - begun) / 100e6);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private long holder(Socket socket) throws InterruptedException, ExecutionException {
        return accounts.of((InetSocketAddress) socket.getRemoteSocketAddress(), (InetSocketAddress)
                        socket.getLocalSocketAddress())
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    private static long own() throws Exception {
        return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    }
}

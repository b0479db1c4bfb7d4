package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.ServerRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who holds the other end of a connection to a server's port, before the hub sends the server's token. */
class FarEndIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ServerRef ANN = new ServerRef("ann", 1);

    private Sandbox sandbox;
    private LocalSpawner spawner;

    @BeforeEach
    void open() throws IOException {
        Sandbox.needsRoot();
        sandbox = new Sandbox();
        spawner = sandbox.spawner();
    }

    @AfterEach
    void close() throws IOException {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void aConnectionThatTheServerHasAcceptedIsItsOwnAndOneToAStrangerOnItsPortIsNot() throws IOException {
        Address address = ready();
        try (Socket connection = connect(address)) {
            await("the server accepts").atMost(PATIENCE).until(() -> spawner.isFarEnd(ANN, connection.getLocalPort()));
        }
        stop();
        try (ServerSocket stranger = bind(address);
                Socket connection = connect(address);
                Socket accepted = stranger.accept()) {
            assertThat(accepted.isConnected()).isTrue();
            assertThat(spawner.isFarEnd(ANN, connection.getLocalPort())).isFalse();
        }
    }

    private Address ready() throws IOException {
        spawner.start(sandbox.request(ANN));
        await("the server is ready").atMost(PATIENCE).until(() -> spawner.observe(ANN) instanceof Observation.Ready);
        return ((Observation.Ready) spawner.observe(ANN)).address();
    }

    private void stop() {
        spawner.stop(ANN, Duration.ZERO);
        await("the server is gone").atMost(PATIENCE).until(() -> spawner.observe(ANN) instanceof Observation.Exited);
    }

    private static ServerSocket bind(Address address) throws IOException {
        ServerSocket stranger = new ServerSocket();
        stranger.setReuseAddress(true);
        stranger.bind(new InetSocketAddress(InetAddress.ofLiteral(address.ip()), address.port()));
        return stranger;
    }

    private static Socket connect(Address address) throws IOException {
        return new Socket(InetAddress.ofLiteral(address.ip()), address.port());
    }
}

package dev.berth.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UnixSocketTests {

    private Path folder;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        folder = Files.createTempDirectory("berth-us-");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve("s")));
    }

    @AfterEach
    void remove() throws IOException {
        server.close();
        PostgresBinaries.delete(folder);
    }

    private Socket connect() throws IOException {
        Socket socket = new UnixSocketFactory(folder.resolve("s").toString()).createSocket();
        socket.connect(InetSocketAddress.createUnresolved("localhost", 5432), 1_000);
        return socket;
    }

    @Test
    void readEndsAtItsTimeLimitAndTheConnectionStaysUsable() throws Exception {
        try (Socket socket = connect();
                SocketChannel other = server.accept()) {
            socket.setSoTimeout(20);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            other.write(ByteBuffer.wrap(new byte[] {7, 8}));
            assertThat(socket.getInputStream().read()).isEqualTo(7);
            assertThat(socket.getInputStream().read()).isEqualTo(8);
            other.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void megabytesArriveWholeHoweverSlowlyTheyAreRead() throws Exception {
        byte[] sent = new byte[5_000_000];
        new java.util.Random(1).nextBytes(sent);
        try (Socket socket = connect();
                SocketChannel other = server.accept()) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    socket.getOutputStream().write(sent);
                } catch (IOException failure) {
                    throw new java.io.UncheckedIOException(failure);
                }
            });
            ByteBuffer received = ByteBuffer.allocate(sent.length);
            while (received.hasRemaining()) {
                received.limit(Math.min(received.capacity(), received.position() + 10_000));
                other.read(received);
                received.limit(received.capacity());
            }
            writing.get(30, TimeUnit.SECONDS);
            assertThat(received.array()).isEqualTo(sent);
        }
    }

    @Test
    void writeToAPeerThatDoesNotReadEndsAtTheTimeLimit() throws Exception {
        try (Socket socket = connect();
                SocketChannel other = server.accept()) {
            socket.setSoTimeout(50);
            assertThatThrownBy(() -> socket.getOutputStream().write(new byte[50_000_000]))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void interruptNeitherEndsAStatementNorIsLost() throws Exception {
        try (Socket socket = connect();
                SocketChannel other = server.accept()) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicReference<Object> result = new AtomicReference<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                begun.countDown();
                try {
                    result.set(socket.getInputStream().read() + " "
                            + Thread.currentThread().isInterrupted());
                } catch (IOException failure) {
                    result.set(failure);
                }
            });
            begun.await();
            reader.interrupt();
            other.write(ByteBuffer.wrap(new byte[] {7}));
            reader.join();
            assertThat(result.get()).isEqualTo("7 true");
        }
    }

    @Test
    void closingFromAnotherThreadEndsARead() throws Exception {
        Socket socket = connect();
        try (SocketChannel other = server.accept()) {
            CompletableFuture<Throwable> reading = CompletableFuture.supplyAsync(() -> {
                try {
                    return new AssertionError(socket.getInputStream().read());
                } catch (IOException failure) {
                    return failure;
                }
            });
            socket.close();
            assertThat(reading.get(30, TimeUnit.SECONDS)).isInstanceOf(SocketException.class);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void listenerOfAnotherAccountIsSentNothing() throws Exception {
        assumeThat(DatabaseAccount.currentUid())
                .as("only root can give the folder to another account")
                .isZero();
        Files.setAttribute(folder, "unix:uid", 65534);
        assertThatThrownBy(this::connect)
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("runs as root, but the folder belongs to nobody");
    }
}

package dev.berth.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program in PostgreSQL's place asks for the password itself, and records what it gets. */
@Timeout(120)
class PasswordProtectionTests {

    private static final String PASSWORD = "a-word-that-must-not-travel";
    /** AuthenticationCleartextPassword; see "Message Formats" in PostgreSQL's manual. */
    private static final byte[] ASK = {'R', 0, 0, 0, 8, 0, 0, 0, 3};

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("berth-pp-");
    }

    @AfterEach
    void removeFolder() throws IOException {
        PostgresBinaries.delete(folder);
    }

    @Test
    void strangerOnTheSocketIsNotToldThePassword() throws Exception {
        Path socket = folder.resolve("s");
        try (ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket))) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> {
                try (SocketChannel client = server.accept()) {
                    return ask(Channels.newInputStream(client), bytes -> client.write(ByteBuffer.wrap(bytes)));
                } catch (IOException failure) {
                    return failure.toString();
                }
            });
            DatabaseLogin login = DatabaseLogin.local(socket, "berth", "berth_hub", PASSWORD);
            assertThatThrownBy(login::connect).isInstanceOf(SQLException.class);
            assertThat(heard.get(30, TimeUnit.SECONDS)).contains("berth_hub").doesNotContain(PASSWORD);
        }
    }

    @Test
    void strangerOnAnAdministratorsAddressIsNotToldThePassword() throws Exception {
        assertThat(heardOnAPort("")).contains("berth_hub").doesNotContain(PASSWORD);
        assertThat(heardOnAPort("?sslmode=disable&ApplicationName=x"))
                .contains("berth_hub")
                .doesNotContain(PASSWORD);
    }

    @Test
    void administratorCanAllowItAndAVerifiedCertificateDoes() throws Exception {
        assertThat(heardOnAPort("?sslmode=disable&requireAuth=password")).contains(PASSWORD);
        assertThat(external("jdbc:postgresql://h/d?sslmode=verify-full")).doesNotContain("requireAuth");
        assertThat(external("jdbc:postgresql://h/d?sslmode=verify-ca")).doesNotContain("requireAuth");
        assertThat(external("jdbc:postgresql://h/d?sslmode=require")).endsWith("&requireAuth=!password");
        assertThat(external("jdbc:postgresql://h/d")).endsWith("?requireAuth=!password");
    }

    /** Releases before this one wrote the port into a file, and asked whoever listened there. */
    @Test
    void nothingConnectsToThePortOfAnEarlierRelease() throws Exception {
        BerthHome home = BerthHome.open(folder.toString());
        try (ServerSocket stranger = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Files.createDirectories(home.passage("postgres"));
            Files.writeString(home.root().resolve("postgres/port"), stranger.getLocalPort() + "\n");
            EmbeddedPostgres.open(home, Duration.ofMinutes(1)).close();
            stranger.setSoTimeout(1);
            assertThatThrownBy(stranger::accept).isInstanceOf(java.net.SocketTimeoutException.class);
            assertThat(home.root().resolve("postgres/port")).doesNotExist();
        }
    }

    private static String external(String url) {
        return DatabaseLogin.external(url, "berth_hub", PASSWORD).url();
    }

    private static String heardOnAPort(String query) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> {
                while (true) {
                    try (var client = server.accept()) {
                        String all = ask(client.getInputStream(), client.getOutputStream()::write);
                        if (all.contains("berth_hub")) {
                            return all;
                        }
                    } catch (IOException failure) {
                        return failure.toString();
                    }
                }
            });
            String url = "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/berth" + query;
            assertThatThrownBy(DatabaseLogin.external(url, "berth_hub", PASSWORD)::connect)
                    .isInstanceOf(SQLException.class);
            return heard.get(30, TimeUnit.SECONDS);
        }
    }

    private interface Answer {
        void send(byte[] bytes) throws IOException;
    }

    /** Reads the startup packet, asks for the password, and returns everything that came until the client hung up. */
    private static String ask(InputStream in, Answer answer) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int length = data.readInt();
        while (length == 8) {
            // A request for encryption, which this server does not have.
            data.readInt();
            answer.send(new byte[] {'N'});
            length = data.readInt();
        }
        byte[] startup = data.readNBytes(length - 4);
        answer.send(ASK);
        StringBuilder all = new StringBuilder(new String(startup, StandardCharsets.ISO_8859_1));
        for (int read = 0; read >= 0; ) {
            byte[] more = new byte[1_000];
            read = more(data, more);
            all.append(new String(more, 0, Math.max(0, read), StandardCharsets.ISO_8859_1));
            if (all.indexOf(PASSWORD) >= 0) {
                return all.toString();
            }
        }
        return all.toString();
    }

    private static int more(DataInputStream data, byte[] into) {
        try {
            return data.read(into);
        } catch (IOException hungUp) {
            return -1;
        }
    }
}

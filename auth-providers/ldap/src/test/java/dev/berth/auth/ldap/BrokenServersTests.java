package dev.berth.auth.ldap;

import static dev.berth.auth.ldap.TestDirectories.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.berth.spi.identity.IdentitySource.Answer;
import dev.berth.spi.identity.IdentitySource.Known;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that respond incorrectly, late, not at all, or with a referral. */
class BrokenServersTests {

    private static final String BASE = "dc=example,dc=org";

    private static Map<String, String> settings(int port, String... keys) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "urls",
                "ldap://127.0.0.1:" + port,
                "tls",
                "plain",
                "connect-timeout",
                "2s",
                "response-timeout",
                "500ms",
                "user-base",
                BASE));
        for (String key : keys) {
            settings.put(key.split("=", 2)[0], key.split("=", 2)[1]);
        }
        return settings;
    }

    private enum Answering {
        NOTHING,
        NOISE,
        HANGING_UP
    }

    @ParameterizedTest
    @EnumSource
    void serverThatDoesNotSpeakLdapIsUnavailable(Answering how) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> serve(socket, how));
            for (String tls : List.of("plain", "start")) {
                try (LdapDirectory broken = TestDirectories.open(settings(socket.getLocalPort(), "tls=" + tls))) {
                    assertThat(code(broken.authenticate("ada", "password"))).startsWith("UNAVAILABLE");
                    assertThat(broken.ask(new Known("x", "ada", null))).isInstanceOf(Answer.Unknown.class);
                }
            }
        }
    }

    private static void serve(ServerSocket socket, Answering how) {
        List<Socket> open = new java.util.ArrayList<>();
        try {
            while (true) {
                Socket visitor = socket.accept();
                open.add(visitor);
                switch (how) {
                    case NOTHING -> {}
                    case NOISE -> visitor.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                    case HANGING_UP -> visitor.close();
                }
            }
        } catch (IOException closed) {
            open.forEach(each -> {
                try {
                    each.close();
                } catch (IOException ignored) {
                    // The socket is closed, as intended.
                }
            });
        }
    }

    /** A referral would send the password to whatever server it names. */
    @Test
    void referralsAreNotFollowed() throws Exception {
        AtomicInteger elsewhere = new AtomicInteger();
        try (ServerSocket target = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> count(target, elsewhere));
            String url = "ldap://127.0.0.1:" + target.getLocalPort() + "/" + BASE;
            try (LdapDirectory onSearch = referring(url, true);
                    LdapDirectory onBind = referring(url, false)) {
                assertThat(code(onSearch.authenticate("ada", "password"))).startsWith("UNAVAILABLE");
                assertThat(code(onBind.authenticate("ada", "password"))).startsWith("UNAVAILABLE");
            }
            assertThat(elsewhere).hasValue(0);
        }
    }

    private static void count(ServerSocket socket, AtomicInteger visitors) {
        try {
            while (true) {
                socket.accept().close();
                visitors.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static LdapDirectory referring(String url, boolean onSearch) throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new InMemoryOperationInterceptor() {
            @Override
            public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
                if (onSearch) {
                    refer();
                }
            }

            @Override
            public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
                if (!request.getRequest().getBindDN().isEmpty()) {
                    refer();
                }
            }

            private void refer() throws LDAPException {
                throw new LDAPException(ResultCode.REFERRAL, "over there", null, new String[] {url});
            }
        });
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.add("dn: " + BASE, "objectClass: domain");
        server.add("dn: uid=ada," + BASE, "objectClass: person", "uid: ada", "entryUUID: 1", "userPassword: password");
        server.startListening();
        return TestDirectories.open(settings(server.getListenPort()));
    }

    @Test
    void baseThatIsNotThereSaysNothingAboutAnybody() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=other");
        config.setSchema(null);
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.startListening();
        try (LdapDirectory directory = TestDirectories.open(settings(server.getListenPort()))) {
            assertThat(directory.ask(new Known("1", "ada", null))).isInstanceOf(Answer.Unknown.class);
            assertThat(code(directory.authenticate("ada", "password"))).startsWith("UNAVAILABLE");
        } finally {
            server.shutDown(true);
        }
    }
}

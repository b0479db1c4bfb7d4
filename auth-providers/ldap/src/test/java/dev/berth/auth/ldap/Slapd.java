package dev.berth.auth.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * A real OpenLDAP server in a temporary folder, with its own CA, StartTLS, LDAPS, and the overlays memberof and ppolicy. It rejects
 * passwords without TLS. Skips the test with a message if slapd or openssl is missing.
 */
final class Slapd implements AutoCloseable {

    static final String SUFFIX = "dc=example,dc=org";
    private static final String ROOT = "cn=root," + SUFFIX;
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/sbin/slapd"), Path.of("/usr/lib/openldap/slapd"), Path.of("/usr/libexec/slapd"));

    private final Path folder;
    private final Path program;
    final int port;
    final int securePort;
    private Process process;

    private Slapd(Path folder, Path program, int port, int securePort) {
        this.folder = folder;
        this.program = program;
        this.port = port;
        this.securePort = securePort;
    }

    static Slapd start(Path folder, String ldif) {
        Path program = PROGRAMS.stream().filter(Files::isExecutable).findFirst().orElse(null);
        skipUnless(program != null, "slapd is not installed (Debian: apt-get install slapd ldap-utils)");
        skipUnless(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        try {
            Slapd slapd = new Slapd(folder, program, freePort(), freePort());
            slapd.certificates();
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(folder.resolve("slapd.conf"), slapd.configuration());
            slapd.up();
            slapd.load(ldif);
            return slapd;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void skipUnless(boolean there, String why) {
        if (!there) {
            System.out.println("SKIPPED: sign-in against a real slapd: " + why);
        }
        Assumptions.assumeTrue(there, why);
    }

    Path ca() {
        return folder.resolve("ca.pem");
    }

    /** Another CA, which did not sign any certificate here. */
    Path strangeCa() {
        return folder.resolve("strange.pem");
    }

    /** Keys of {@code berth.auth.ldap.campus} for a connection by StartTLS, and the given ones. */
    Map<String, String> settings(String... keys) {
        Map<String, String> settings =
                new TreeMap<>(Map.of("urls", "ldap://localhost:" + port, "ca-file", ca().toString()));
        for (String key : keys) {
            settings.put(key.split("=", 2)[0], key.split("=", 2)[1]);
        }
        return settings;
    }

    /** Changes one attribute as the administrator; without a value, removes it. */
    void set(String dn, String attribute, String... values) {
        try (LDAPConnection connection = administrator()) {
            connection.modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
        } catch (LDAPException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void load(String ldif) {
        try (LDAPConnection connection = administrator();
                LDIFReader reader = new LDIFReader(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)))) {
            var record = reader.readChangeRecord(true);
            while (record != null) {
                record.processChange(connection);
                record = reader.readChangeRecord(true);
            }
        } catch (LDAPException | IOException | com.unboundid.ldif.LDIFException failure) {
            throw new IllegalStateException(failure);
        }
    }

    LDAPConnection administrator() throws LDAPException {
        try {
            SSLUtil any = new SSLUtil(new TrustAllTrustManager());
            return new LDAPConnection(any.createSSLSocketFactory(), "localhost", securePort, ROOT, "root-secret");
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void up() {
        try {
            process = new ProcessBuilder(
                            program.toString(),
                            "-d",
                            "0",
                            "-f",
                            folder.resolve("slapd.conf").toString(),
                            "-h",
                            "ldap://127.0.0.1:" + port + " ldaps://127.0.0.1:" + securePort)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("slapd.log").toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Awaitility.await("slapd answers")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> {
                    administrator().close();
                    return true;
                });
    }

    void down() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        down();
    }

    private String configuration() {
        return """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/nis.schema
                include /etc/ldap/schema/inetorgperson.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                moduleload memberof
                moduleload ppolicy
                pidfile %1$s/slapd.pid
                TLSCACertificateFile %1$s/ca.pem
                TLSCertificateFile %1$s/server.pem
                TLSCertificateKeyFile %1$s/server.key
                TLSVerifyClient never
                security simple_bind=128
                allow bind_anon_dn
                database mdb
                maxsize 104857600
                suffix "%2$s"
                rootdn "%3$s"
                rootpw root-secret
                directory %1$s/data
                access to attrs=userPassword by anonymous auth by * none
                access to * by * read
                limits dn.exact="cn=few,ou=services,%2$s" size.soft=2 size.hard=2
                overlay memberof
                memberof-group-oc groupOfNames
                overlay ppolicy
                ppolicy_default "cn=standard,ou=policies,%2$s"
                ppolicy_use_lockout
                """.formatted(folder, SUFFIX, ROOT);
    }

    private void certificates() {
        for (String ca : List.of("ca", "strange")) {
            openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + ca + " -keyout "
                    + ca + ".key -out " + ca + ".pem");
        }
        openssl(
                "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=ldap -keyout server.key -out server.csr");
        try {
            Files.writeString(folder.resolve("san"), "subjectAltName=DNS:localhost\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        openssl(
                "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out server.pem");
    }

    private void openssl(String arguments) {
        try {
            List<String> command = new java.util.ArrayList<>(List.of("openssl"));
            command.addAll(List.of(arguments.split(" ")));
            Process run = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (run.waitFor() != 0) {
                throw new IllegalStateException("openssl " + arguments + ": " + output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package dev.berth.auth.ldap;

import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import dev.berth.auth.ldap.LdapProperties.Directory;
import dev.berth.auth.ldap.LdapProperties.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The servers of one directory in order of preference, each connected as its URL says and with its certificate checked. */
final class Servers {

    private static final int LDAP = 389;
    private static final int LDAPS = 636;
    /** Requests of this module never need more; a defective server must not exhaust the hub's memory. */
    private static final int MAX_MESSAGE = 8 * 1024 * 1024;

    private Servers() {}

    /** The first server that responds is used; one that failed is tried last for a while. */
    static ServerSet of(Directory directory) {
        SSLSocketFactory tls = new CheckedSockets(context(directory.caFile()).getSocketFactory());
        List<ServerSet> servers = directory.urls().stream()
                .map(url -> server(URI.create(url), directory, tls))
                .toList();
        FailoverServerSet set = new FailoverServerSet(servers);
        set.setReOrderOnFailover(true);
        return set;
    }

    private static ServerSet server(URI url, Directory directory, SSLSocketFactory tls) {
        boolean secure = "ldaps".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : secure ? LDAPS : LDAP;
        boolean upgrades = !secure && directory.tls() == Tls.START;
        PostConnectProcessor first = upgrades ? new StartTLSPostConnectProcessor(tls) : new NothingMore();
        String host = url.getHost().replaceAll("^\\[|]$", "");
        return new SingleServerSet(host, port, secure ? tls : null, options(directory), null, first);
    }

    private static LDAPConnectionOptions options(Directory directory) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(
                Math.toIntExact(directory.connectTimeout().toMillis()));
        options.setResponseTimeoutMillis(directory.responseTimeout().toMillis());
        options.setFollowReferrals(false);
        options.setUseSynchronousMode(true);
        options.setBindWithDNRequiresPassword(true);
        options.setAbandonOnTimeout(true);
        options.setMaxMessageSize(MAX_MESSAGE);
        return options;
    }

    private static SSLContext context(@Nullable Path caFile) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(caFile == null ? null : authorities(caFile));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new TlsException(
                    "The certificates in " + (caFile == null ? "the Java runtime's trust store" : caFile)
                            + " cannot be used: " + failure.getMessage() + ". They must be in PEM",
                    failure);
        }
    }

    private static KeyStore authorities(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int count = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, each);
            }
            if (count == 0) {
                throw new IOException("the file does not contain a certificate");
            }
        }
        return store;
    }

    /** In a server set, either all or none of the servers must have a processor that runs after the connection is made. */
    private static final class NothingMore implements PostConnectProcessor {

        @Override
        public void processPreAuthenticatedConnection(LDAPConnection connection) {}

        @Override
        public void processPostAuthenticatedConnection(LDAPConnection connection) {}
    }
}

package dev.berth.auth.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import dev.berth.auth.ldap.LdapProperties.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Connections to one directory: a bounded pool for the search account, and a separate connection for each password that is checked, so that
 * a search is never made as another account. Connections are opened only when they are needed: an unavailable directory does not keep the
 * hub from starting.
 */
final class Connections implements AutoCloseable {

    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final Directory directory;
    private final ServerSet servers;
    private final LDAPConnectionPool pool;
    private volatile String password;

    private Connections(Directory directory, ServerSet servers, String password) throws LDAPException {
        this.directory = directory;
        this.servers = servers;
        this.password = password;
        this.pool = new LDAPConnectionPool(
                servers, request(directory, password), 0, directory.connections(), 1, null, false, null);
        pool.setCreateIfNecessary(false);
        pool.setMaxWaitTimeMillis(directory.connectTimeout().toMillis());
        pool.setMaxConnectionAgeMillis(MAX_AGE.toMillis());
        pool.setRetryFailedOperationsDueToInvalidConnections(true);
    }

    static Connections open(Directory directory) throws LDAPException {
        return new Connections(directory, Servers.of(directory), "");
    }

    /** A connection that is bound as the search account. */
    LDAPInterface search() throws LDAPException {
        String now = password();
        if (!now.equals(password)) {
            pool.setBindRequest(request(directory, now));
            password = now;
        }
        return pool;
    }

    /** A connection that is not bound yet; the caller must close it. */
    LDAPConnection fresh() throws LDAPException {
        return servers.getConnection();
    }

    /**
     * Binds with the control that makes servers with a password policy report why they reject a password
     * (draft-behera-ldap-password-policy-10).
     */
    static BindResult bind(LDAPConnection connection, String dn, String password) throws LDAPException {
        return connection.bind(new SimpleBindRequest(
                dn, password.getBytes(StandardCharsets.UTF_8), new DraftBeheraLDAPPasswordPolicy10RequestControl()));
    }

    /** Checks that the directory responds as configured: connection, TLS, search account, base. */
    void probe() throws LDAPException {
        if (directory.searches()) {
            search().search(directory.userBase(), SearchScope.BASE, "(objectClass=*)", "1.1");
        } else {
            fresh().close();
        }
    }

    private String password() throws LDAPException {
        Path file = directory.bindPasswordFile();
        try {
            return file == null
                    ? directory.bindPassword()
                    : Files.readString(file).strip();
        } catch (IOException failure) {
            throw new LDAPException(
                    ResultCode.LOCAL_ERROR,
                    "the password of the search account in " + file + " cannot be read",
                    failure);
        }
    }

    private static SimpleBindRequest request(Directory directory, String password) {
        return directory.bindDn().isEmpty()
                ? new SimpleBindRequest()
                : new SimpleBindRequest(directory.bindDn(), password);
    }

    @Override
    public void close() {
        pool.close();
    }
}

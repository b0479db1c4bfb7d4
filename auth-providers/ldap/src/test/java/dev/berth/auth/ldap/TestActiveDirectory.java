package dev.berth.auth.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parts of Active Directory that matter here, over the real protocol: binary objectGUID, Windows error codes in the text of a rejected
 * bind ("AcceptSecurityContext error, data …", Microsoft's KB 4551 and the header winerror.h), and the matching rule for nested members.
 */
final class TestActiveDirectory implements AutoCloseable {

    static final String BASE = "dc=corp,dc=example,dc=org";
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    final InMemoryDirectoryServer server;
    /** DN of an account, and the Windows error code for its next binds. */
    final Map<String, String> codes = new ConcurrentHashMap<>();

    TestActiveDirectory() {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            config.setSchema(null);
            config.addAdditionalBindCredentials("cn=berth,cn=Users," + BASE, "search-secret");
            config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("ldap", 0));
            config.addInMemoryOperationInterceptor(new Windows());
            server = new InMemoryDirectoryServer(config);
            server.add(new Entry(BASE, new Attribute("objectClass", "domain")));
            server.add(new Entry("cn=Users," + BASE, new Attribute("objectClass", "container")));
            server.add(new Entry("ou=Groups," + BASE, new Attribute("objectClass", "organizationalUnit")));
            server.startListening();
        } catch (LDAPException failure) {
            throw new IllegalStateException(failure);
        }
    }

    Map<String, String> settings(String... keys) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "kind",
                "active-directory",
                "urls",
                "ldap://127.0.0.1:" + server.getListenPort(),
                // The in-memory server does not have a certificate; the tests with slapd cover TLS.
                "tls",
                "plain",
                "bind-dn",
                "cn=berth,cn=Users," + BASE,
                "bind-password",
                "search-secret",
                "user-base",
                BASE));
        for (String key : keys) {
            settings.put(key.split("=", 2)[0], key.split("=", 2)[1]);
        }
        return settings;
    }

    String person(String account, byte[] guid, Attribute... more) {
        String dn = "cn=" + account + ",cn=Users," + BASE;
        Entry entry = new Entry(
                dn,
                new Attribute("objectClass", "top", "person", "user"),
                new Attribute("objectCategory", "person"),
                new Attribute("sAMAccountName", account),
                new Attribute("userPassword", "correct horse"),
                new Attribute("objectGUID", guid),
                new Attribute("userAccountControl", "512"),
                new Attribute("accountExpires", "9223372036854775807"),
                new Attribute("pwdLastSet", "133000000000000000"));
        for (Attribute each : more) {
            entry.setAttribute(each);
        }
        add(entry);
        return dn;
    }

    String group(String name, String... members) {
        String dn = "cn=" + name + ",ou=Groups," + BASE;
        add(new Entry(
                dn,
                new Attribute("objectClass", "group"),
                new Attribute("cn", name),
                new Attribute("member", members)));
        return dn;
    }

    private void add(Entry entry) {
        try {
            server.add(entry);
        } catch (LDAPException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    private final class Windows extends InMemoryOperationInterceptor {

        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
            String code = codes.get(request.getRequest().getBindDN());
            if (code != null) {
                throw new LDAPException(
                        ResultCode.INVALID_CREDENTIALS,
                        "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data " + code
                                + ", v4563");
            }
        }

        /** The in-memory server does not support this rule: the result is computed here and queried by DN. */
        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            Filter filter = request.getRequest().getFilter();
            if (filter.getFilterType() != Filter.FILTER_TYPE_EXTENSIBLE_MATCH) {
                return;
            }
            if (!IN_CHAIN.equals(filter.getMatchingRuleID())) {
                throw new LDAPException(ResultCode.INAPPROPRIATE_MATCHING, "no rule " + filter.getMatchingRuleID());
            }
            java.util.Set<String> holders = new java.util.TreeSet<>();
            climb(filter.getAssertionValue(), holders);
            SearchRequest plain = request.getRequest().duplicate();
            plain.setFilter(Filter.createORFilter(holders.stream()
                    .map(each -> Filter.createEqualityFilter("cn", each))
                    .toList()));
            request.setRequest(plain);
        }

        private void climb(String member, java.util.Set<String> holders) throws LDAPException {
            for (var group : server.search(
                            BASE, com.unboundid.ldap.sdk.SearchScope.SUB, Filter.createEqualityFilter("member", member))
                    .getSearchEntries()) {
                if (holders.add(group.getAttributeValue("cn"))) {
                    climb(group.getDN(), holders);
                }
            }
        }
    }
}

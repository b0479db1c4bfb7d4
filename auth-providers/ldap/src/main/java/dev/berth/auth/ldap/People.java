package dev.berth.auth.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.berth.auth.ldap.LdapProperties.Directory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds people's entries. */
final class People {

    private final Directory directory;
    private final Subjects subjects;
    private final String[] attributes;

    People(Directory directory, Subjects subjects, GroupSearch groups) {
        this.directory = directory;
        this.subjects = subjects;
        List<String> wanted = new ArrayList<>(AccountState.ATTRIBUTES);
        wanted.addAll(groups.attributes());
        wanted.add(directory.nameAttribute());
        wanted.add(subjects.attribute());
        for (String maybe : List.of(directory.emailAttribute(), directory.uidAttribute(), directory.gidAttribute())) {
            if (!maybe.isEmpty()) {
                wanted.add(maybe);
            }
        }
        this.attributes = wanted.toArray(String[]::new);
    }

    /** Searches by the name that somebody typed; returns at most two entries, which is enough to detect an ambiguous name. */
    List<? extends Entry> named(String name, LDAPInterface search) throws LDAPException {
        return find(directory.userBase(), SearchScope.SUB, filter(name), search);
    }

    List<? extends Entry> bySubject(String subject, LDAPInterface search) throws LDAPException {
        Filter filter = subjects.filter(subject).orElse(null);
        return filter == null ? List.of() : find(directory.userBase(), SearchScope.SUB, filter, search);
    }

    /** Whether an entry can still sign in: the filter may require more than a name. */
    boolean stillFits(Entry entry, String name, LDAPInterface search) throws LDAPException {
        return !find(entry.getDN(), SearchScope.BASE, filter(name), search).isEmpty();
    }

    @Nullable Entry at(String dn, LDAPInterface search) throws LDAPException {
        return search.getEntry(dn, attributes);
    }

    /** A DN of {@code user-dns} with the name inserted as a value, whatever characters it contains. */
    static String fill(String template, String name) throws LDAPException {
        List<RDN> filled = new ArrayList<>();
        for (RDN rdn : new DN(template).getRDNs()) {
            String[] values = rdn.getAttributeValues().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i].replace("{name}", name);
            }
            filled.add(new RDN(rdn.getAttributeNames(), values));
        }
        return new DN(filled).toString();
    }

    private Filter filter(String name) throws LDAPException {
        return Filter.create(directory.userFilter().replace("{name}", Filter.encodeValue(name)));
    }

    private List<? extends Entry> find(String base, SearchScope scope, Filter filter, LDAPInterface search)
            throws LDAPException {
        SearchRequest request = new SearchRequest(base, scope, filter, attributes);
        request.setSizeLimit(2);
        try {
            return entries(search.search(request));
        } catch (LDAPSearchException failure) {
            if (failure.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)
                    && failure.getSearchEntries() != null
                    && failure.getSearchEntries().size() >= 2) {
                return failure.getSearchEntries();
            }
            throw failure;
        }
    }

    static List<SearchResultEntry> entries(SearchResult result) {
        List<SearchResultEntry> entries = result.getSearchEntries();
        return entries == null ? List.of() : entries;
    }
}

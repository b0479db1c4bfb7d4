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
import dev.berth.auth.ldap.LdapProperties.Groups;
import dev.berth.auth.ldap.LdapProperties.Groups.From;
import dev.berth.auth.ldap.LdapProperties.Kind;
import dev.berth.spi.identity.GroupList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the groups of a person. If the list cannot be read completely, that is an error and never a shorter list, because a rule may
 * exclude the members of a group.
 */
final class GroupSearch {

    /** Active Directory's LDAP_MATCHING_RULE_IN_CHAIN (MS-ADTS 3.1.1.3.4.4.3): members of members, at any depth. */
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    private static final String MEMBER_OF = "memberOf";
    private static final int MAX_GROUPS = 2_000;
    /** The number of DNs in one filter, which keeps requests small. */
    private static final int BATCH = 50;

    private final Groups groups;
    private final Kind kind;

    GroupSearch(Groups groups, Kind kind) {
        this.groups = groups;
        this.kind = kind;
    }

    /** Attributes of a person's entry that {@link #of} reads. */
    List<String> attributes() {
        return groups.from() == From.MEMBER_OF ? List.of(MEMBER_OF) : List.of();
    }

    /** What the server's answer says about the list of groups only; every other failure says that the server could not be asked. */
    private static final Set<ResultCode> GAPS = Set.of(
            ResultCode.SIZE_LIMIT_EXCEEDED,
            ResultCode.TIME_LIMIT_EXCEEDED,
            ResultCode.ADMIN_LIMIT_EXCEEDED,
            ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
            ResultCode.NO_SUCH_OBJECT,
            ResultCode.NO_SUCH_ATTRIBUTE,
            ResultCode.INVALID_DN_SYNTAX,
            ResultCode.REFERRAL);

    /**
     * The groups of a person, or why they are not known.
     *
     * @param name the person's user name, for groups that list names ({@code memberUid})
     * @throws LDAPException if the directory could not be asked
     */
    GroupList of(Entry person, String name, LDAPInterface search) throws LDAPException {
        if (groups.from() == From.NONE) {
            return new GroupList.Incomplete(
                    "no groups are read from the directory because groups.from is none: set it to member-of or search");
        }
        try {
            return new GroupList.Whole(names(person, name, search));
        } catch (LDAPException failure) {
            if (GAPS.contains(failure.getResultCode())) {
                return new GroupList.Incomplete("the directory does not report all groups: "
                        + BindAnswer.sentence(failure.getResultCode(), failure.getMessage())
                        + "; raise its limits or the search account's rights, or choose a narrower groups.base");
            }
            throw failure;
        }
    }

    private Set<String> names(Entry person, String name, LDAPInterface search) throws LDAPException {
        Map<DN, String> found = new HashMap<>();
        if (kind == Kind.ACTIVE_DIRECTORY && groups.nested()) {
            search(Filter.createExtensibleMatchFilter("member", IN_CHAIN, false, person.getDN()), search, found);
            return new TreeSet<>(found.values());
        }
        if (groups.from() == From.MEMBER_OF && !isCut(person)) {
            memberOf(person, search, found);
        } else {
            search(direct(person, name), search, found);
        }
        if (groups.nested()) {
            ascend(search, found);
        }
        return new TreeSet<>(found.values());
    }

    /** Active Directory returns at most 1500 values and indicates this in the attribute's name (MS-ADTS 3.1.1.3.1.3.3). */
    private static boolean isCut(Entry person) {
        return person.getAttributes().stream()
                .anyMatch(each -> each.getName().toLowerCase(Locale.ROOT).startsWith("memberof;range="));
    }

    private Filter direct(Entry person, String name) throws LDAPException {
        return Filter.create(groups.filter()
                .replace("{name}", Filter.encodeValue(name))
                .replace("{dn}", Filter.encodeValue(person.getDN())));
    }

    private void memberOf(Entry person, LDAPInterface search, Map<DN, String> found) throws LDAPException {
        String[] values = person.getAttributeValues(MEMBER_OF);
        DN base = new DN(groups.base());
        for (String value : values == null ? new String[0] : values) {
            DN group = new DN(value);
            if (group.isDescendantOf(base, true)) {
                keep(group, name(group, search), found);
            }
        }
    }

    /** Takes the name from the DN if it contains it, otherwise from the entry. */
    private String name(DN group, LDAPInterface search) throws LDAPException {
        if (groups.nameAttribute().equalsIgnoreCase("dn")) {
            return group.toNormalizedString();
        }
        RDN first = group.getRDN();
        if (first != null && !first.isMultiValued() && first.hasAttribute(groups.nameAttribute())) {
            return first.getAttributeValues()[0];
        }
        Entry entry = search.getEntry(group.toString(), groups.nameAttribute());
        return name(entry, group);
    }

    /** Of several values the one in the DN: the others are aliases, in no order (RFC 4512, section 2.3.1). */
    private String name(@org.jspecify.annotations.Nullable Entry entry, DN group) throws LDAPException {
        if (groups.nameAttribute().equalsIgnoreCase("dn")) {
            return group.toNormalizedString();
        }
        RDN first = group.getRDN();
        if (entry != null && first != null && !first.isMultiValued() && first.hasAttribute(groups.nameAttribute())) {
            return first.getAttributeValues()[0];
        }
        String name = entry == null ? null : entry.getAttributeValue(groups.nameAttribute());
        if (name == null || name.isBlank()) {
            throw new LDAPException(
                    ResultCode.NO_SUCH_ATTRIBUTE,
                    "the group " + group + " does not have a readable " + groups.nameAttribute());
        }
        return name;
    }

    /** Finds the groups that contain these groups, and so on; each group is queried once, so a cycle terminates. */
    private void ascend(LDAPInterface search, Map<DN, String> found) throws LDAPException {
        List<DN> next = new ArrayList<>(found.keySet());
        while (!next.isEmpty()) {
            Set<DN> before = Set.copyOf(found.keySet());
            for (int from = 0; from < next.size(); from += BATCH) {
                search(holding(next.subList(from, Math.min(next.size(), from + BATCH))), search, found);
            }
            next = found.keySet().stream().filter(dn -> !before.contains(dn)).toList();
        }
    }

    private static Filter holding(List<DN> members) {
        List<Filter> any = new ArrayList<>();
        for (DN member : members) {
            any.add(Filter.createEqualityFilter("member", member.toString()));
            any.add(Filter.createEqualityFilter("uniqueMember", member.toString()));
        }
        return Filter.createORFilter(any);
    }

    private void search(Filter filter, LDAPInterface search, Map<DN, String> found) throws LDAPException {
        SearchRequest request = new SearchRequest(
                groups.base(),
                SearchScope.SUB,
                filter,
                groups.nameAttribute().equalsIgnoreCase("dn") ? "1.1" : groups.nameAttribute());
        request.setSizeLimit(MAX_GROUPS + 1);
        try {
            SearchResult result = search.search(request);
            requireNoReferences(result);
            for (SearchResultEntry entry : People.entries(result)) {
                DN dn = entry.getParsedDN();
                keep(dn, name(entry, dn), found);
            }
        } catch (LDAPSearchException failure) {
            throw new LDAPException(
                    failure.getResultCode(), "the groups cannot be read: " + failure.getMessage(), failure);
        }
    }

    /**
     * A part of the tree that another server has is not in the answer (RFC 4511, section 4.5.3). Active Directory refers to its
     * application partitions at every search from a domain's root; no groups lie there.
     */
    private void requireNoReferences(SearchResult result) throws LDAPException {
        if (kind == Kind.STANDARD && result.getReferenceCount() > 0) {
            throw new LDAPException(
                    ResultCode.REFERRAL,
                    "groups below groups.base are on another server, " + result.getSearchReferences());
        }
    }

    private static void keep(DN group, String name, Map<DN, String> found) throws LDAPException {
        found.put(group, name);
        if (found.size() > MAX_GROUPS) {
            throw new LDAPException(
                    ResultCode.SIZE_LIMIT_EXCEEDED,
                    "the person is in more than " + MAX_GROUPS + " groups below groups.base. Choose a narrower base");
        }
    }
}

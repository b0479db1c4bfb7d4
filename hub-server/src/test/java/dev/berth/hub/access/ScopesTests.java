package dev.berth.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTests {

    private static final Map<String, Set<String>> GROUPS =
            Map.of("lab", Set.of("ann", "bob"), "team", Set.of("bob", "cyd"));
    private static final Membership MEMBERS = group -> GROUPS.getOrDefault(group, Set.of());

    private static Scopes scopes(String... texts) {
        return Scopes.expand(ScopeCatalog.STANDARD, ScopeCatalog.STANDARD.parse(List.of(texts)), "ann", "gpu");
    }

    @Test
    void hierarchyIsJupyterHubs() {
        assertThat(scopes("admin:users").texts())
                .containsExactly(
                        "admin:auth_state",
                        "admin:users",
                        "delete:users",
                        "list:users",
                        "read:roles:users",
                        "read:users",
                        "read:users:activity",
                        "read:users:groups",
                        "read:users:name",
                        "users",
                        "users:activity");
        assertThat(scopes("servers!user=bob").texts())
                .containsExactly(
                        "delete:servers!user=bob",
                        "read:servers!user=bob",
                        "read:users:name!user=bob",
                        "servers!user=bob",
                        "start:servers!user=bob");
        assertThat(scopes("shares").texts()).contains("access:servers", "read:users:shares", "read:groups:shares");
    }

    @Test
    void selfIsWhatOneMayDoWithOnesOwn() {
        assertThat(scopes("self").texts())
                .containsExactly(
                        "access:servers!user=ann",
                        "delete:servers!user=ann",
                        "read:servers!user=ann",
                        "read:shares!user=ann",
                        "read:tokens!user=ann",
                        "read:users!user=ann",
                        "read:users:activity!user=ann",
                        "read:users:groups!user=ann",
                        "read:users:name!user=ann",
                        "read:users:shares!user=ann",
                        "servers!user=ann",
                        "start:servers!user=ann",
                        "tokens!user=ann",
                        "users:activity!user=ann",
                        "users:shares!user=ann");
    }

    @Test
    void serverFilterSaysNothingAboutItsUser() {
        assertThat(scopes("servers!server").texts())
                .containsExactly(
                        "delete:servers!server=ann/gpu",
                        "read:servers!server=ann/gpu",
                        "servers!server=ann/gpu",
                        "start:servers!server=ann/gpu");
        assertThat(scopes("users:activity!user", "access:servers!server").texts())
                .containsExactly(
                        "access:servers!server=ann/gpu", "read:users:activity!user=ann", "users:activity!user=ann");
    }

    @Test
    void referenceThatNobodyResolvesGivesNothing() {
        assertThat(Scopes.expand(
                                ScopeCatalog.STANDARD,
                                ScopeCatalog.STANDARD.parse(List.of("access:servers!server", "read:services!service")),
                                "ann",
                                null)
                        .texts())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no:such",
                "read:users!",
                "read:users!user=",
                "read:users!nobody=x",
                "read:users!server=ann",
                "read:users!server=/x",
                "READ:USERS",
                "read:users !user=x",
                "!user=ann",
                "read:users!=x"
            })
    void textThatIsNoScopeIsNone(String text) {
        assertThat(ScopeCatalog.STANDARD.parse(text)).isEmpty();
    }

    @Test
    void filterMayHoldWhateverANameHolds() {
        assertThat(ScopeCatalog.STANDARD.parse("read:users!user=a=b!c"))
                .contains(new Scope("read:users", new ScopeFilter.OfUser("a=b!c")));
        assertThat(ScopeCatalog.STANDARD.parse("read:servers!server=ann/"))
                .contains(new Scope("read:servers", new ScopeFilter.OfServer("ann", "")));
        assertThat(ScopeCatalog.STANDARD.parse("read:users!user=" + "x".repeat(2_000)))
                .isEmpty();
    }

    @Test
    void groupFilterCoversMembersAndTheirServersAndNobodyElse() {
        Scopes lab = scopes("read:servers!group=lab");
        assertThat(lab.allow("read:servers", new Target.OfServer("bob", "x"), MEMBERS))
                .isTrue();
        assertThat(lab.allow("read:servers", new Target.OfUser("cyd"), MEMBERS)).isFalse();
        assertThat(lab.allow("read:servers", new Target.OfHub(), MEMBERS)).isFalse();
        assertThat(lab.allow("read:servers", new Target.OfUser("lab"), MEMBERS)).isFalse();
    }

    @Test
    void missingScopesAreToldExpanded() {
        assertThat(scopes("self")
                        .missing(
                                scopes("read:hub", "read:users:name!user=ann", "access:servers!server=ann/x"), MEMBERS))
                .containsExactly("read:hub");
        assertThat(scopes("self").missing(scopes("servers"), MEMBERS))
                .contains("servers", "start:servers", "read:users:name");
    }

    @Provide
    Arbitrary<Scopes> heldScopes() {
        Arbitrary<String> filters = Arbitraries.of(
                "",
                "!user=ann",
                "!user=bob",
                "!user=cyd",
                "!group=lab",
                "!group=team",
                "!group=none",
                "!server=ann/gpu",
                "!server=bob/",
                "!service=cull",
                "!user",
                "!server");
        Arbitrary<String> texts = Combinators.combine(Arbitraries.of(ScopeCatalog.STANDARD.names()), filters)
                .as(String::concat);
        return texts.list().ofMaxSize(5).map(list -> scopes(list.toArray(String[]::new)));
    }

    @Provide
    Arbitrary<Target> targets() {
        return Arbitraries.of(
                new Target.OfHub(),
                new Target.OfUser("ann"),
                new Target.OfUser("bob"),
                new Target.OfUser("cyd"),
                new Target.OfUser("dan"),
                new Target.OfServer("ann", "gpu"),
                new Target.OfServer("ann", ""),
                new Target.OfServer("bob", ""),
                new Target.OfServer("cyd", "x"),
                new Target.OfGroup("lab"),
                new Target.OfGroup("team"),
                new Target.OfService("cull"));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(ScopeCatalog.STANDARD.names());
    }

    @Property
    boolean intersectionGrantsWhatBothSidesGrantAndNoMore(
            @ForAll("heldScopes") Scopes one,
            @ForAll("heldScopes") Scopes other,
            @ForAll("targets") Target target,
            @ForAll("names") String name) {
        boolean granted = one.intersect(other, MEMBERS).allow(name, target, MEMBERS);
        return granted == (one.allow(name, target, MEMBERS) && other.allow(name, target, MEMBERS));
    }

    @Property
    boolean whatIsMissingIsExactlyWhatIsNotGranted(
            @ForAll("heldScopes") Scopes have,
            @ForAll("heldScopes") Scopes want,
            @ForAll("targets") Target target,
            @ForAll("names") String name) {
        boolean subset = have.missing(want, MEMBERS).isEmpty();
        return !subset || !want.allow(name, target, MEMBERS) || have.allow(name, target, MEMBERS);
    }

    /** Some groups have the names of users, and vice versa. */
    @Provide
    Arbitrary<Map<String, Set<String>>> memberships() {
        return Arbitraries.maps(
                Arbitraries.of("lab", "team", "ann"),
                Arbitraries.of("ann", "bob", "cyd", "lab").set());
    }

    @Provide
    Arbitrary<String> grantedNames() {
        return Arbitraries.of(ScopeCatalog.STANDARD.names())
                .filter(name -> !Set.of(ScopeCatalog.SELF, ScopeCatalog.INHERIT).contains(name));
    }

    @Provide
    Arbitrary<Target> targetsOfAnyName() {
        Arbitrary<String> names = Arbitraries.of("ann", "bob", "cyd", "lab", "team");
        return Arbitraries.oneOf(
                Arbitraries.just(new Target.OfHub()),
                names.map(Target.OfUser::new),
                names.map(name -> new Target.OfServer(name, "gpu")),
                names.map(Target.OfGroup::new),
                names.map(Target.OfService::new));
    }

    /** GHSA-69wv-m5fw-2fhp: {@code admin:users!group=} covered more than the group. */
    @Property
    void aGroupFilterCoversTheGroupAndItsMembersWhateverTheScopeImplies(
            @ForAll("memberships") Map<String, Set<String>> groups,
            @ForAll("grantedNames") String granted,
            @ForAll("names") String asked,
            @ForAll("targetsOfAnyName") Target target) {
        Scopes limited = scopes(granted + "!group=lab");
        Set<String> lab = groups.getOrDefault("lab", Set.of());
        boolean inLab = switch (target) {
            case Target.OfUser(String name) -> lab.contains(name);
            case Target.OfServer(String user, String _) -> lab.contains(user);
            case Target.OfGroup(String name) -> name.equals("lab");
            case Target.OfHub _, Target.OfService _ -> false;
        };
        boolean allowed = limited.allow(asked, target, group -> groups.getOrDefault(group, Set.of()));
        assertThat(allowed)
                .isEqualTo(inLab && ScopeCatalog.STANDARD.implied(granted).contains(asked));
    }

    @Property
    boolean userFilterNeverCoversAnotherUser(@ForAll("heldScopes") Scopes held, @ForAll("names") String name) {
        Scopes onlyAnn = new Scopes(held.all().stream()
                .filter(scope -> scope.filter().equals(new ScopeFilter.OfUser("ann"))
                        || scope.filter() instanceof ScopeFilter.OfServer(String user, String server)
                                && user.equals("ann"))
                .collect(java.util.stream.Collectors.toSet()));
        return !onlyAnn.allow(name, new Target.OfUser("bob"), MEMBERS)
                && !onlyAnn.allow(name, new Target.OfServer("bob", ""), MEMBERS)
                && !onlyAnn.allow(name, new Target.OfGroup("lab"), MEMBERS)
                && !onlyAnn.allow(name, new Target.OfHub(), MEMBERS);
    }
}

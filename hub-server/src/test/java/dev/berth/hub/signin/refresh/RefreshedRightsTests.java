package dev.berth.hub.signin.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.spi.identity.IdentitySource.Answer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Groups and rights follow what a provider reports. */
class RefreshedRightsTests extends IdentityRefreshHub {

    @Test
    void groupsFollowTheProviderThatSaysSoAndNoOther() {
        groups.create("by-hand", Actor.policy("test"));
        come("school", "staff", "both");
        groups.change("by-hand", Set.of(user().name()), Set.of(), Actor.policy("test"));
        come("club", "both", "chess");
        assertThat(groupsOf()).containsExactly("both", "by-hand", "chess", "staff");
        school.says(known -> new Answer.Current(identity("school", "staff", "new", "no/name"), "x"));
        ask();
        assertThat(groupsOf()).containsExactly("both", "by-hand", "chess", "new", "staff");
        club.says(known -> new Answer.Current(identity("club", "chess"), "x"));
        ask();
        assertThat(groupsOf()).containsExactly("by-hand", "chess", "new", "staff");
    }

    @Test
    void theLastAdministratorStaysOne() {
        String session = come("school", "staff", "heads");
        jdbc.sql("update users set admin = false where name <> ?").param(name).update();
        ask();
        assertThat(user().admin()).isTrue();
        assertThat(lives(session)).isTrue();
        accounts.setAdmin(users.byName("admin").orElseThrow().id(), true, Actor.policy("test"));
        ask();
        assertThat(user().admin()).isFalse();
    }
}

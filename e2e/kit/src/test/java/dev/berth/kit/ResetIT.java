package dev.berth.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.springframework.jdbc.core.simple.JdbcClient;

/** After a reset, a hub is as after its start. */
class ResetIT {

    @BothBaseUrls
    void onlyTheTwoStandardUsersAreLeft(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.admin("POST", "users", "{\"usernames\": [\"ann\", \"bob\"]}").ok(201);
        kit.admin("POST", "groups/lab", "{\"users\": [\"user\"]}").ok(201);
        kit.admin("PATCH", "users/user", "{\"admin\": true}").ok(200);
        kit.admin("POST", "users/ann/server").ok(201);
        kit.control("POST", "reset").ok(204);
        assertThat(kit.admin("GET", "users").ok(200).json().findValuesAsString("name"))
                .containsExactly("admin", "user");
        assertThat(kit.admin("GET", "groups").ok(200).json()).isEmpty();
        assertThat(kit.admin("GET", "users/user").json().path("admin").asBoolean())
                .isFalse();
        assertThat(kit.bean(KitSpawner.class).running()).isEmpty();
    }

    @BothBaseUrls
    void theServersOfTheStandardUsersAreGone(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.admin("POST", "users/user/server").ok(201);
        kit.control("POST", "reset").ok(204);
        assertThat(kit.admin("GET", "users/user?include_stopped_servers").json().path("servers"))
                .isEmpty();
        assertThat(kit.bean(KitSpawner.class).running()).isEmpty();
    }

    @BothBaseUrls
    void usersWhoAreNotAKitsAreNeverDeleted(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        JdbcClient owner = JdbcClient.create(kit.ownerOfTheDatabase());
        String mark = owner.sql("DELETE FROM runtime_homes WHERE name LIKE '%test-kit%' RETURNING name")
                .query(String.class)
                .single();
        try {
            assertThatThrownBy(kit.bean(KitDatabase.class)::claim).hasMessageContaining("not created by a test kit");
        } finally {
            owner.sql("INSERT INTO runtime_homes (name) VALUES (?)").param(mark).update();
        }
        kit.bean(KitDatabase.class).claim();
    }
}

package dev.berth.hub.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.api.ApiClient;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Share codes over REST (contract, section 2.7), compared with JupyterHub 6.1.1. */
class ShareCodesApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static ApiClient admin;

    private String owner;
    private String path;

    @BeforeAll
    static void signIn() {
        HUB.admin("codes-admin");
        admin = HUB.api("codes-admin");
    }

    @BeforeEach
    void people() {
        owner = SharedHub.user("owner");
        path = "/hub/api/share-codes/" + owner + "/";
    }

    @Test
    void aCodeIsShownOnceAndStoredAsAHash() {
        JsonNode made = admin.post(path).ok(200).json();
        assertThat(made.propertyNames())
                .containsExactly(
                        "server",
                        "scopes",
                        "id",
                        "created_at",
                        "expires_at",
                        "exchange_count",
                        "last_exchanged_at",
                        "code",
                        "accept_url",
                        "full_accept_url");
        String code = made.path("code").asString();
        assertThat(made.path("accept_url").asString()).isEqualTo("/hub/accept-share?code=" + code);
        assertThat(made.path("exchange_count").asInt()).isZero();
        assertThat(made.path("last_exchanged_at").isNull()).isTrue();
        assertThat(made.path("scopes").get(0).asString()).isEqualTo("access:servers!server=" + owner + "/");
        assertThat(Duration.between(
                        Instant.parse(made.path("created_at").asString()),
                        Instant.parse(made.path("expires_at").asString())))
                .isEqualTo(Duration.ofDays(1));
        JsonNode listed = admin.get(path).ok(200).json().path("items").get(0);
        assertThat(listed.propertyNames()).doesNotContain("code", "accept_url", "full_accept_url");
        assertThat(listed.path("id")).isEqualTo(made.path("id"));
        assertThat(HUB.jdbc()
                        .sql("select encode(hash, 'hex') from share_codes where id = ?")
                        .param(Long.parseLong(made.path("id").asString().substring(3)))
                        .query(String.class)
                        .single())
                .isEqualTo(CredentialHash.sha256(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"expires_in\": 59}",
                "{\"expires_in\": 31536001}",
                "{\"expires_in\": null}",
                "{\"expires_in\": true}",
                "{\"expires_in\": 99.5}",
                "{\"user\": \"ann\"}",
                "{\"scopes\": [\"no:such:scope\"]}",
                "{\"scopes\": [\"read:servers!user=ann\"]}"
            })
    void whatIsNoCodeIsRefused(String body) {
        admin.post(path, body).refused(400);
    }

    @Test
    void codesAreDeletedByIdByValueAndAllAtOnce() {
        String id = admin.post(path, "{\"expires_in\": 60}")
                .ok(200)
                .json()
                .path("id")
                .asString();
        String code = admin.post(path).ok(200).json().path("code").asString();
        admin.post(path).ok(200);
        String other = "/hub/api/share-codes/" + SharedHub.user("owner") + "/";
        admin.delete(other + "?id=" + id).refused(404);
        admin.delete(other + "?code=" + code).refused(404);
        admin.delete(path + "?id=sc_999999999").refused(404);
        admin.delete(path + "?id=" + id.substring(3)).refused(404);
        admin.delete(path + "?code=no-such-code").refused(404);
        admin.delete(path + "?id=" + id).ok(204);
        admin.delete(path + "?code=" + code).ok(204);
        assertThat(admin.get("/hub/api/share-codes/" + owner).ok(200).json().path("items"))
                .hasSize(1);
        admin.delete(path).ok(204);
        assertThat(admin.get(path).ok(200).json().path("items")).isEmpty();
        admin.delete("/hub/api/share-codes/" + owner).refused(405);
        admin.post("/hub/api/share-codes/" + owner).refused(405);
        admin.post(path + "none").refused(404);
    }

    @Test
    void whoMakesACodeMustHoldWhatItGrants() {
        HUB.api(owner).post(path).refused(403);
        HUB.api("codes-admin", "shares!server=" + owner + "/").post(path).ok(200);
        HUB.api("codes-admin", "shares!server=" + owner + "/")
                .post(path, "{\"scopes\": [\"admin:servers\"]}")
                .refused(403);
        HUB.api(owner).get(path).ok(200);
    }

    @Test
    void anExpiredCodeIsGone() {
        JsonNode made = admin.post(path).ok(200).json();
        HUB.jdbc()
                .sql("update share_codes set expires = now() - interval '1 second' where id = ?")
                .param(Long.parseLong(made.path("id").asString().substring(3)))
                .update();
        assertThat(admin.get(path)
                        .ok(200)
                        .json()
                        .path("_pagination")
                        .path("total")
                        .asInt())
                .isZero();
        admin.delete(path + "?code=" + made.path("code").asString()).refused(404);
        assertThat(HUB.bean(ShareCodes.class).find(made.path("code").asString()))
                .isEmpty();
    }

    @Test
    void aServerHasSoManyCodesAndNoMore() {
        for (int i = 0; i < ShareCodes.LIMIT; i++) {
            HUB.jdbc()
                    .sql("""
                            insert into share_codes (hash, owner_id, server_name, scopes, expires)
                            values (sha256(cast(:seed as bytea)), :owner, '', '{access:servers}', now() + interval '1 hour')""")
                    .param("seed", (owner + i).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .param("owner", HUB.user(owner).id())
                    .update();
        }
        admin.post(path).refused(400);
    }
}

package dev.berth.hub.signin.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.keys.HubKeys;
import dev.berth.hub.keys.KeyRotation;
import dev.berth.hub.keys.SealedSecrets;
import dev.berth.hub.user.User;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How the database stores second factors. */
class SealedFactorTests extends SecondFactorHub {

    @Autowired
    private HubKeys keys;

    @Autowired
    private SealedSecrets seals;

    @Test
    void factorOutlivesTheKeyThatSealedIt() throws Exception {
        User user = local();
        byte[] shared = enrolled(user);
        byte[] before = stored(user);
        context.getBean(KeyRotation.class).rotate(Duration.ofDays(1), "test");
        asOwner("UPDATE keys SET signs_from = now() - interval '1 second'");
        keys.forget();
        assertThat(seals.open(user.id(), before)).isPresent();
        assertThat(factors.use(user, code(shared))).isTrue();
    }

    /** The database contains the secret only in encrypted form. */
    @Test
    void secretIsSealed() {
        User user = local();
        byte[] shared = enrolled(user);
        byte[] stored = org.springframework.jdbc.core.simple.JdbcClient.create(
                        context.getBean(javax.sql.DataSource.class))
                .sql("SELECT secret FROM second_factors WHERE user_id = :user")
                .param("user", user.id())
                .query((row, number) -> row.getBytes(1))
                .single();
        assertThat(stored).hasSizeGreaterThan(shared.length + 16);
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(shared, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(java.util.Base64.getEncoder().encodeToString(shared));
    }

    private void asOwner(String sql) {
        used.asOwner(sql);
    }

    private byte[] stored(User user) {
        return used.jdbc()
                .sql("SELECT secret FROM second_factors WHERE user_id = :user")
                .param("user", user.id())
                .query((row, number) -> row.getBytes(1))
                .single();
    }
}

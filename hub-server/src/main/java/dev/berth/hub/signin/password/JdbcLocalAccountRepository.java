package dev.berth.hub.signin.password;

import dev.berth.hub.user.UserName;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcLocalAccountRepository {

    private final JdbcClient jdbc;

    JdbcLocalAccountRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param userId the user who owns the account
     * @param password its Argon2 hash
     */
    record LocalAccount(long userId, String password) {}

    Optional<LocalAccount> byName(UserName name) {
        return jdbc.sql(
                        "SELECT a.user_id, a.password FROM local_accounts a JOIN users u ON u.id = a.user_id WHERE u.name = :name")
                .param("name", name.value())
                .query((row, number) -> new LocalAccount(row.getLong(1), row.getString(2)))
                .optional();
    }

    Optional<LocalAccount> byUser(long userId) {
        return jdbc.sql("SELECT user_id, password FROM local_accounts WHERE user_id = :user")
                .param("user", userId)
                .query((row, number) -> new LocalAccount(row.getLong(1), row.getString(2)))
                .optional();
    }

    void set(long userId, String hash, boolean oneTime) {
        jdbc.sql("""
                INSERT INTO local_accounts (user_id, password, one_time) VALUES (:user, :hash, :oneTime)
                ON CONFLICT (user_id) DO UPDATE SET password = :hash, one_time = :oneTime, changed = now()""")
                .param("user", userId)
                .param("hash", hash)
                .param("oneTime", oneTime)
                .update();
    }
}

package dev.berth.hub.hint;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

class HintListenerTests {

    /**
     * A listener that checks whether it is still wanted before this is recorded would end silently: about once in ten starts on a busy
     * machine.
     */
    @RepeatedTest(200)
    void aListenerThatWasStartedListens() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        AbstractDataSource database = new AbstractDataSource() {
            @Override
            public java.sql.Connection getConnection() throws SQLException {
                asked.countDown();
                throw new SQLException("this test has no database");
            }

            @Override
            public java.sql.Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        };
        HintListener listener = new HintListener(database, new Hints(JdbcClient.create(database)));
        listener.start();
        try {
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            listener.stop();
        }
    }
}

package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A hub that answers, but cannot ask its database. */
class DatabaseAwayIT {

    private static final Logger VERTX = (Logger) LoggerFactory.getLogger("io.vertx.core.http.impl");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Level level = VERTX.getLevel();
    private final House house = House.furnished();

    @BeforeEach
    void listen() {
        log.start();
        VERTX.setLevel(Level.ERROR);
        VERTX.addAppender(log);
    }

    @AfterEach
    void close() {
        VERTX.detachAppender(log);
        VERTX.setLevel(level);
        house.close();
    }

    @Test
    void aRefusedQuestionIsNoErrorInTheLog() {
        house.settle();
        house.hub.withoutDatabase = true;
        for (int visit = 0; visit < 20; visit++) {
            String stranger = House.cookie("stranger-" + visit);
            assertThat(house.get("/user/ann/lab", "Cookie", stranger).statusCode())
                    .isNotEqualTo(200);
        }
        assertThat(house.hub.refusals).hasValueGreaterThanOrEqualTo(20);
        assertThat(house.get("/user/ann/lab", "Cookie", House.cookie("ann-session"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(log.list).isEmpty();
    }
}

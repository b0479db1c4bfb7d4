package dev.berth.hub.oauth;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes codes that have expired. Every replica does this; it is idempotent. */
@Component
class CodeUpkeep {

    private final JdbcCodeRepository codes;

    CodeUpkeep(JdbcCodeRepository codes) {
        this.codes = codes;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT6M")
    void removeExpired() {
        codes.removeExpired();
    }
}

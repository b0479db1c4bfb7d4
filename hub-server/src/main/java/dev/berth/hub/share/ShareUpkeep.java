package dev.berth.hub.share;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes codes that have expired. Every replica does this; it is idempotent. */
@Component
class ShareUpkeep {

    private final JdbcShareCodeRepository codes;

    ShareUpkeep(JdbcShareCodeRepository codes) {
        this.codes = codes;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT7M")
    void removeExpired() {
        var _ = codes.removeExpired();
    }
}

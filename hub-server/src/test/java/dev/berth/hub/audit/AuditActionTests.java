package dev.berth.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditActionTests {

    @ParameterizedTest
    @EnumSource
    void everyActionIsClassifiedAndDocumented(AuditAction action) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "audit-events.md"));
        String kind = action.classification().name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(page).contains("| `" + action + "` | " + kind + " | ");
    }
}

package dev.berth.spi.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.text.Texts;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences that a person who waits for a GPU reads. */
class ResourceWaitTests {

    @Test
    void aPersonReadsWhatIsInUseAndHowManyWaitBefore() {
        assertThat(ResourceWait.devices("GPU", 1, 2, 1).sentence())
                .isEqualTo("All 2 GPUs are in use; 1 person waits before you.");
        assertThat(ResourceWait.devices("GPU", 1, 1, 0).sentence()).isEqualTo("The only GPU is in use; you are next.");
        assertThat(ResourceWait.devices("GPU", 2, 4, 3).sentence())
                .isEqualTo("Fewer than 2 of the 4 GPUs are free; 3 people wait before you.");
        assertThat(ResourceWait.room("memory", 0).sentence())
                .isEqualTo("No node has enough free memory; you are next.");
    }

    @Test
    void everySentenceIsRecognizedForAPageInAnotherLanguage() {
        for (ResourceWait wait : new ResourceWait[] {
            ResourceWait.devices("GPU", 1, 2, 1),
            ResourceWait.devices("berth.dev/x device", 1, 1, 0),
            ResourceWait.devices("1g.10gb GPU slice", 2, 7, 12),
            ResourceWait.room("processors", 2)
        }) {
            assertThat(ResourceWait.isSentence(wait.sentence())).isTrue();
            assertThat(Texts.translated(wait.sentence(), Locale.SIMPLIFIED_CHINESE))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Pulling the image", "All GPUs are in use; you are next."})
    void otherSentencesAreNone(String sentence) {
        assertThat(ResourceWait.isSentence(sentence)).isFalse();
    }
}

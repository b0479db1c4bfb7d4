package dev.berth.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalMessagesTests {

    private static final PersonalMessages ROOM =
            PersonalMessages.of("/user/ann/api/collaboration/room/json:notebook:1");
    private static final PersonalMessages TERMINAL = PersonalMessages.of("/user/ann/terminals/websocket/1");

    @Test
    void aHiddenTabOfASharedDocumentIsNoUseAndTypingIs() {
        assertThat(ROOM.counts(false, new byte[] {1, 20, 1}, 300)).isFalse();
        assertThat(ROOM.counts(false, new byte[] {0, 0, 1, 0}, 4)).isFalse();
        assertThat(ROOM.counts(false, new byte[] {0, 1, 2, 0, 0}, 5)).isFalse();
        assertThat(ROOM.counts(false, new byte[] {0, 2, 9}, 20)).isTrue();
        assertThat(ROOM.counts(false, new byte[0], 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"stdin\",\"\\u001b[12;40R\"]",
                "[\"stdin\", \"\\u001b[?1;2c\"]",
                "[\"stdin\",\"\\u001b[>0;276;0c\\u001b[0n\"]",
                "[\"stdin\",\"\\u001b]11;rgb:0000/0000/0000\\u001b\\\\\"]",
                "[\"stdin\",\"\\u001b[I\"]",
                "[\"set_size\",24,80,400,600]",
            })
    void whatATerminalAnswersByItselfIsNoUse(String message) {
        assertThat(counts(message)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"stdin\",\"l\"]",
                "[\"stdin\",\"\\r\"]",
                "[\"stdin\",\"\\u001b[A\"]",
                "[\"stdin\",\"\\u001b[12;40Rx\"]",
                "[\"stdin\",\"ls\\u001b[1;1R\"]",
            })
    void whatIsTypedIs(String message) {
        assertThat(counts(message)).isTrue();
    }

    @Test
    void aLongPasteAndWhatNobodyKnowsAre() {
        assertThat(TERMINAL.counts(false, new byte[128], 5_000)).isTrue();
        assertThat(PersonalMessages.of("/user/ann/api/kernels/1/channels").counts(false, new byte[] {1}, 1))
                .isTrue();
    }

    private static boolean counts(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return TERMINAL.counts(false, bytes, bytes.length);
    }
}

package dev.berth.auth.pam;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.jvnet.libpam.impl.PAMLibrary;

/** The answers to modules, with the same native structures as libpam's. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class ConversationTests {

    private static final int HIDDEN = PAMLibrary.PAM_PROMPT_ECHO_OFF;
    private static final int VISIBLE = PAMLibrary.PAM_PROMPT_ECHO_ON;
    private static final int TOLD = PAMLibrary.PAM_TEXT_INFO;
    private static final int ERROR = PAMLibrary.PAM_ERROR_MSG;

    private final List<Memory> kept = new ArrayList<>();
    private final Conversation conversation = new Conversation("geheim-密");

    /** The answer to each message, null for none; an empty result for an error. */
    private List<String> ask(int... styles) {
        Memory messages = new Memory((long) Math.max(1, styles.length) * Native.POINTER_SIZE);
        for (int i = 0; i < styles.length; i++) {
            Memory text = new Memory(16);
            text.setString(0, "Password:");
            Memory message = new Memory(2L * Native.POINTER_SIZE);
            message.clear();
            message.setInt(0, styles[i]);
            message.setPointer(Native.POINTER_SIZE, text);
            kept.addAll(List.of(text, message));
            messages.setPointer((long) i * Native.POINTER_SIZE, message);
        }
        Memory result = new Memory(Native.POINTER_SIZE);
        result.clear();
        if (conversation.callback(styles.length, messages, result, null) != 0) {
            assertThat(result.getPointer(0))
                    .as("nothing is handed over with an error")
                    .isNull();
            return List.of();
        }
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < styles.length; i++) {
            Pointer answer = result.getPointer(0).getPointer(2L * Native.POINTER_SIZE * i);
            answers.add(answer == null ? null : answer.getString(0, "UTF-8"));
        }
        return answers;
    }

    @Test
    void onePromptThatHidesItsAnswerGetsThePassword() {
        assertThat(ask(TOLD, HIDDEN, ERROR)).containsExactly(null, "geheim-密", null);
    }

    @Test
    void whatIsOnlyToldNeedsNoAnswer() {
        assertThat(ask(TOLD, ERROR)).containsExactly(null, null);
        assertThat(ask(HIDDEN)).containsExactly("geheim-密");
    }

    @Test
    void secondPromptIsAnErrorAndNoGuess() {
        assertThat(ask(HIDDEN, HIDDEN)).isEmpty();
        assertThat(ask(HIDDEN)).containsExactly("geheim-密");
        assertThat(ask(HIDDEN)).isEmpty();
    }

    @Test
    void visiblePromptGetsNoPassword() {
        assertThat(ask(VISIBLE)).isEmpty();
        assertThat(ask(HIDDEN, VISIBLE)).isEmpty();
    }

    @Test
    void stylesThatNobodyKnowsAndNoMessagesAreErrors() {
        assertThat(ask(7)).isEmpty();
        assertThat(ask()).isEmpty();
    }
}

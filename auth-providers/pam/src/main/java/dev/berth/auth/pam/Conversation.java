package dev.berth.auth.pam;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.jvnet.libpam.impl.CLibrary;
import org.jvnet.libpam.impl.PAMLibrary;
import org.jvnet.libpam.impl.PAMLibrary.pam_conv.PamCallback;
import org.jvnet.libpam.impl.PAMLibrary.pam_message;

/**
 * Answers what modules ask: the password to the first prompt that hides its answer, nothing to what is only told. Anything else, such as
 * a visible prompt, a second one, or a new password that is wanted, is an error and no guess.
 */
final class Conversation implements PamCallback {

    /** {@code struct pam_response}: a pointer and an int, padded to the pointer's size. */
    private static final int RESPONSE_SIZE = 2 * Native.POINTER_SIZE;

    private static final int MAX_MESSAGES = 32;

    private final String password;
    private boolean asked;

    Conversation(String password) {
        this.password = password;
    }

    /** Called by libpam, which frees what is handed over; on an error it frees nothing, so that nothing may be handed over then. */
    @Override
    public int callback(int count, Pointer messages, Pointer responses, Pointer unused) {
        int prompt = count < 1 || count > MAX_MESSAGES ? -1 : prompt(count, messages);
        if (prompt < 0) {
            return PamCode.CONV_ERR;
        }
        Pointer answers = CLibrary.libc.calloc(RESPONSE_SIZE, count);
        if (prompt < count) {
            asked = true;
            answers.setPointer((long) prompt * RESPONSE_SIZE, copy(password));
        }
        responses.setPointer(0, answers);
        return PamCode.SUCCESS;
    }

    /** Which of the messages wants the password; {@code count} when none does, -1 when something else is wanted. */
    private int prompt(int count, Pointer messages) {
        int prompt = count;
        for (int i = 0; i < count; i++) {
            int style = new pam_message(messages.getPointer((long) i * Native.POINTER_SIZE)).msg_style;
            if (style == PAMLibrary.PAM_PROMPT_ECHO_OFF && prompt == count && !asked) {
                prompt = i;
            } else if (style != PAMLibrary.PAM_TEXT_INFO && style != PAMLibrary.PAM_ERROR_MSG) {
                return -1;
            }
        }
        return prompt;
    }

    private static Pointer copy(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Pointer memory = CLibrary.libc.calloc(1, bytes.length + 1);
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }
}

package dev.berth.auth.pam;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.jvnet.libpam.impl.CLibrary;
import org.jvnet.libpam.impl.PAMLibrary;
import org.jvnet.libpam.impl.PAMLibrary.pam_conv.PamCallback;
import org.jvnet.libpam.impl.PAMLibrary.pam_message;

/**
 * Answers the prompts of PAM modules: the password for the first prompt with hidden input, nothing for informational messages. Anything
 * else, such as a visible prompt, a second prompt or a request for a new password, is an error; Berth never guesses.
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

    /** Called by libpam, which frees the responses; on an error it frees nothing, so nothing must be handed over then. */
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

    /** The index of the message that asks for the password; {@code count} if there is none, -1 if something else is requested. */
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

package dev.berth.auth.pam;

import com.sun.jna.ptr.PointerByReference;
import dev.berth.spi.identity.PasswordProvider.Outcome;
import java.lang.ref.Reference;
import java.util.Optional;
import org.jvnet.libpam.impl.PAMLibrary;
import org.jvnet.libpam.impl.PAMLibrary.pam_conv;
import org.jvnet.libpam.impl.PAMLibrary.pam_handle_t;

/** One transaction with PAM; made, used and ended on one thread. */
final class Pam implements AutoCloseable {

    /** Nothing on a terminal; and an account without a password has none that could be right. */
    private static final int SILENT_AND_NO_EMPTY_PASSWORD = 0x8001;

    private final pam_conv conversation;
    private final pam_handle_t handle;
    private int last = PamCode.SUCCESS;

    private Pam(pam_conv conversation, pam_handle_t handle) {
        this.conversation = conversation;
        this.handle = handle;
    }

    /** What came of a beginning. */
    sealed interface Started {
        record Yes(Pam pam) implements Started {}

        record No(Outcome why) implements Started {}
    }

    static Started start(String service, String name, Conversation answers) {
        pam_conv conversation = new pam_conv(answers);
        PointerByReference pointer = new PointerByReference();
        int code = PAMLibrary.libpam.pam_start(service, name, conversation, pointer);
        return code == PamCode.SUCCESS
                ? new Started.Yes(new Pam(conversation, new pam_handle_t(pointer.getValue())))
                : new Started.No(PamCode.outcome("pam_start", code, "no transaction"));
    }

    /** Whether the password is right; nothing when it is. */
    Optional<Outcome> authenticate() {
        return check("pam_authenticate", PAMLibrary.libpam.pam_authenticate(handle, SILENT_AND_NO_EMPTY_PASSWORD));
    }

    /** Whether the account may be used now; nothing when it may. */
    Optional<Outcome> account() {
        return check(PamCode.ACCOUNT, PAMLibrary.libpam.pam_acct_mgmt(handle, SILENT_AND_NO_EMPTY_PASSWORD));
    }

    /** The account that the modules settled on, which need not be the one that was typed. */
    String name(String typed) {
        PointerByReference item = new PointerByReference();
        int code = PAMLibrary.libpam.pam_get_item(handle, PAMLibrary.PAM_USER, item);
        return code != PamCode.SUCCESS || item.getValue() == null
                ? typed
                : item.getValue().getString(0);
    }

    private Optional<Outcome> check(String call, int code) {
        last = code;
        return code == PamCode.SUCCESS
                ? Optional.empty()
                : Optional.of(PamCode.outcome(call, code, PAMLibrary.libpam.pam_strerror(handle, code)));
    }

    @Override
    public void close() {
        try {
            PAMLibrary.libpam.pam_end(handle, last);
        } finally {
            // libpam calls back through this until here.
            Reference.reachabilityFence(conversation);
        }
    }
}

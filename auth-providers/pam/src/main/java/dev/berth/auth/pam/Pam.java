package dev.berth.auth.pam;

import com.sun.jna.ptr.PointerByReference;
import dev.berth.spi.identity.PasswordProvider.Outcome;
import java.lang.ref.Reference;
import java.util.Optional;
import org.jvnet.libpam.impl.PAMLibrary;
import org.jvnet.libpam.impl.PAMLibrary.pam_conv;
import org.jvnet.libpam.impl.PAMLibrary.pam_handle_t;

/** One PAM transaction; created, used and closed on one thread. */
final class Pam implements AutoCloseable {

    /** Suppresses messages, and rejects accounts with an empty password. */
    private static final int SILENT_AND_NO_EMPTY_PASSWORD = 0x8001;

    private final pam_conv conversation;
    private final pam_handle_t handle;
    private int last = PamCode.SUCCESS;

    private Pam(pam_conv conversation, pam_handle_t handle) {
        this.conversation = conversation;
        this.handle = handle;
    }

    /** The result of starting a transaction. */
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
                : new Started.No(PamCode.outcome("pam_start", code, "a transaction was not started"));
    }

    /** Checks the password; empty if it is correct. */
    Optional<Outcome> authenticate() {
        return check("pam_authenticate", PAMLibrary.libpam.pam_authenticate(handle, SILENT_AND_NO_EMPTY_PASSWORD));
    }

    /** Checks whether the account can be used now; empty if so. */
    Optional<Outcome> account() {
        return check(PamCode.ACCOUNT, PAMLibrary.libpam.pam_acct_mgmt(handle, SILENT_AND_NO_EMPTY_PASSWORD));
    }

    /** The account that the modules chose, which may differ from the typed name. */
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
            // libpam uses this object for callbacks until here.
            Reference.reachabilityFence(conversation);
        }
    }
}

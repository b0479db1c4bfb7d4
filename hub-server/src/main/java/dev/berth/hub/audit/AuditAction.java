package dev.berth.hub.audit;

/** Everything that is recorded. Each action is classified here and described in docs/reference/audit-events.md. */
public enum AuditAction {
    USER_CREATED(Classification.ACCOUNT),
    USER_RENAMED(Classification.ACCOUNT),
    USER_DISABLED(Classification.ACCOUNT),
    USER_ENABLED(Classification.ACCOUNT),
    USER_DELETED(Classification.ACCOUNT),
    USER_ADMIN_GRANTED(Classification.PERMISSION),
    USER_ADMIN_WITHDRAWN(Classification.PERMISSION),
    IDENTITY_LINKED(Classification.ACCOUNT),
    IDENTITY_GONE(Classification.ACCOUNT),
    IDENTITY_UNLINKED(Classification.ACCOUNT),
    GROUP_CREATED(Classification.PERMISSION),
    GROUP_DELETED(Classification.PERMISSION),
    GROUP_CHANGED(Classification.PERMISSION),
    GROUP_MEMBERS_CHANGED(Classification.PERMISSION),
    ROLE_REFUSED(Classification.PERMISSION),
    SHARE_GRANTED(Classification.PERMISSION),
    SHARE_REVOKED(Classification.PERMISSION),
    SHARE_CODE_CREATED(Classification.PERMISSION),
    SHARE_CODE_USED(Classification.PERMISSION),
    SHARE_CODE_DELETED(Classification.PERMISSION),
    SIGNED_IN(Classification.SIGN_IN),
    SIGN_IN_REFUSED(Classification.SIGN_IN),
    SIGN_INS_SUMMARIZED(Classification.SIGN_IN),
    SIGNED_OUT(Classification.SIGN_IN),
    SESSION_ENDED(Classification.SIGN_IN),
    PASSWORD_CHANGED(Classification.CREDENTIAL),
    PASSWORD_RESET(Classification.CREDENTIAL),
    INVITATION_CREATED(Classification.CREDENTIAL),
    INVITATION_ACCEPTED(Classification.CREDENTIAL),
    SECOND_FACTOR_SET(Classification.CREDENTIAL),
    SECOND_FACTOR_REMOVED(Classification.CREDENTIAL),
    TOKEN_CREATED(Classification.CREDENTIAL),
    TOKEN_REVOKED(Classification.CREDENTIAL),
    SERVICE_ADDED(Classification.PERMISSION),
    SERVICE_REMOVED(Classification.PERMISSION),
    SERVICE_START_WANTED(Classification.SYSTEM),
    SERVICE_STOP_WANTED(Classification.SYSTEM),
    SERVER_START_WANTED(Classification.SERVER),
    SERVER_STARTED(Classification.SERVER),
    SERVER_STOP_WANTED(Classification.SERVER),
    SERVER_STOPPED(Classification.SERVER),
    SERVER_FAILED(Classification.SERVER),
    SERVER_CULLED(Classification.SERVER),
    SERVER_CHANGED(Classification.SERVER),
    SERVER_REMOVED(Classification.SERVER),
    SERVER_ENTERED(Classification.SERVER),
    SERVER_IMPORTED(Classification.SERVER),
    USAGE_RECORDS_DELETED(Classification.SYSTEM),
    USAGE_RECORDS_ANONYMIZED(Classification.SYSTEM),
    HUB_SHUTDOWN(Classification.SYSTEM),
    BACKUP_TAKEN(Classification.SYSTEM),
    BACKUP_RESTORED(Classification.SYSTEM),
    JUPYTERHUB_IMPORTED(Classification.SYSTEM),
    KEYS_ROTATED(Classification.SYSTEM);

    /** The kind of change, for filters. */
    public enum Classification {
        /** Which accounts exist. */
        ACCOUNT,
        /** Who has which permissions. */
        PERMISSION,
        /** Sign-ins, sign-outs and rejections. */
        SIGN_IN,
        /** Credentials. */
        CREDENTIAL,
        /** Notebook servers. */
        SERVER,
        /** The hub itself. */
        SYSTEM
    }

    private final Classification classification;

    AuditAction(Classification classification) {
        this.classification = classification;
    }

    public Classification classification() {
        return classification;
    }
}

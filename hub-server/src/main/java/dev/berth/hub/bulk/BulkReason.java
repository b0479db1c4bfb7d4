package dev.berth.hub.bulk;

/** Why an item has its outcome. Pages show the message {@code bulk.reason.CODE}; the REST API returns the English sentence. */
public enum BulkReason {
    NOT_FOUND("No access to resources or resources not found"),
    SERVER_WILL_STOP("The server is running and will be stopped."),
    START_WILL_BE_CANCELLED("The server is starting. The start will be cancelled."),
    SERVER_STOPPING("The server is already stopping."),
    SERVER_NOT_RUNNING("The server is not running."),
    NO_ACTIVE_SERVER("This user has no active server."),
    SERVER_CHANGED("The server has changed since. Try again."),
    WILL_BE_DISABLED("The account will be disabled. Its sessions, tokens and servers end."),
    ALREADY_DISABLED("The account is already disabled."),
    WILL_BE_ENABLED("The account will be enabled."),
    ALREADY_ENABLED("The account is already enabled."),
    WILL_BE_ADDED("The user will be added to the group."),
    ALREADY_MEMBER("The user is already in the group."),
    WILL_BE_REMOVED("The user will be removed from the group."),
    NOT_A_MEMBER("The user is not in the group."),
    NO_SUCH_GROUP("There is no such group."),
    OWN_ACCOUNT("This is your own account. Ask another administrator."),
    ADMINISTRATOR("Only administrators can change administrators."),
    LAST_ADMINISTRATOR("This is the last active administrator. Grant admin to another user first."),
    ROLE_ABOVE_YOURS("The group grants a role with more permissions than you have.");

    private final String english;

    BulkReason(String english) {
        this.english = english;
    }

    String english() {
        return english;
    }
}

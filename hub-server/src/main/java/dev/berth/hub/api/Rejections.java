package dev.berth.hub.api;

import dev.berth.hub.administration.GroupChange;
import dev.berth.hub.administration.UserChange;
import dev.berth.hub.user.User;
import java.util.List;

/** What became of a change, as an answer: the changed object, or JupyterHub's status code with the reason. */
public final class Rejections {

    private Rejections() {}

    /** The changed account. */
    public static User user(UserChange change) {
        return switch (change) {
            case UserChange.Done(User user) -> user;
            case UserChange.Made(List<User> users) -> users.getFirst();
            case UserChange.Rejected rejected -> throw new ApiException(status(rejected), rejected.reason());
        };
    }

    static List<User> users(UserChange change) {
        return change instanceof UserChange.Made(List<User> users) ? users : List.of(user(change));
    }

    static List<String> groups(GroupChange change) {
        return switch (change) {
            case GroupChange.Done(List<String> groups) -> groups;
            case GroupChange.NotFound _ -> throw ApiException.hidden();
            case GroupChange.Rejected rejected -> throw new ApiException(status(rejected), rejected.reason());
        };
    }

    private static int status(UserChange.Rejected rejected) {
        return switch (rejected) {
            case UserChange.AdministratorsOnly _, UserChange.Escalation _ -> 403;
            case UserChange.AlreadyExist _ -> 409;
            // JupyterHub has 400 where one would expect a conflict.
            case UserChange.OwnAccount _,
                    UserChange.InvalidName _,
                    UserChange.NameTaken _,
                    UserChange.Refused _,
                    UserChange.ServersActive _ -> 400;
        };
    }

    private static int status(GroupChange.Rejected rejected) {
        return switch (rejected) {
            case GroupChange.Escalation _ -> 403;
            case GroupChange.NotFound _ -> 404;
            case GroupChange.AlreadyExist _ -> 409;
            case GroupChange.InvalidName _, GroupChange.NoSuchUser _ -> 400;
        };
    }
}

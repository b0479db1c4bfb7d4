package dev.berth.hub.user;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * UIDs of users.
 *
 * @param uidFrom first UID that the hub allocates
 * @param uidTo last UID that the hub allocates
 * @param prohibited additional ranges that are never assigned to users, each {@code from-to} or a single number; 0-999, 61184-65535 and
 *     every id that this machine knows are always prohibited
 */
@ConfigurationProperties(prefix = "berth.users", ignoreUnknownFields = false)
record UserProperties(
        @DefaultValue("20000") long uidFrom,
        @DefaultValue("59999") long uidTo,
        @DefaultValue List<String> prohibited) {

    UserProperties {
        prohibited = List.copyOf(prohibited);
        if (uidFrom < 1_000 || uidTo < uidFrom || uidTo > UidRange.MAX || uidTo - uidFrom > 1_000_000) {
            throw new IllegalArgumentException("berth.users.uid-from is " + uidFrom + " and berth.users.uid-to is "
                    + uidTo + ", but must span at most a million UIDs between 1000 and " + UidRange.MAX);
        }
        prohibited.forEach(UidRange::parse);
    }

    List<UidRange> prohibitedRanges() {
        return prohibited.stream().map(UidRange::parse).toList();
    }
}

package dev.berth.hub.user;

import java.util.List;

/**
 * A range of UIDs or GIDs, including both ends.
 *
 * @param from the first
 * @param to the last
 * @param what what they are reserved for, as the end of a sentence
 */
record UidRange(long from, long to, String what) {

    static final long MAX = 4_294_967_294L;

    /** systemd's dynamic users and containers begin at 61184; 65535 and 2³²−1 mean "no such id" to the kernel. */
    static final List<UidRange> ALWAYS = List.of(
            new UidRange(Long.MIN_VALUE, 999, "the system's own accounts"),
            new UidRange(61_184, 65_535, "systemd's dynamic users and \"nobody\""),
            new UidRange(MAX + 1, Long.MAX_VALUE, "no account"));

    boolean holds(long id) {
        return from <= id && id <= to;
    }

    static UidRange parse(String text) {
        try {
            int dash = text.indexOf('-', 1);
            long from = Long.parseLong((dash < 0 ? text : text.substring(0, dash)).strip());
            long to = dash < 0 ? from : Long.parseLong(text.substring(dash + 1).strip());
            if (from < 0 || from > to) {
                throw new NumberFormatException("not a range");
            }
            return new UidRange(from, to, "a range of berth.users.prohibited");
        } catch (NumberFormatException failure) {
            throw new IllegalArgumentException(
                    "berth.users.prohibited contains \"" + text + "\". Use the form 5000 or 5000-5999", failure);
        }
    }
}

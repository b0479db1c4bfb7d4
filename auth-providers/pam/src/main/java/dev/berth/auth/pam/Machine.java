package dev.berth.auth.pam;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The accounts of this machine, from all sources of its name service switch. Uses the thread-safe functions, which distinguish "does not
 * exist" from "cannot be determined" (getpwnam(3)): that is the difference between a deleted account and an unavailable directory.
 */
final class Machine {

    private static final LibC LIBC = Native.load("c", LibC.class);
    private static final int ERANGE = 34;
    private static final int FIRST_BUFFER = 4_096;
    private static final int LARGEST_BUFFER = 4 * 1024 * 1024;
    private static final int MAX_GROUPS = 65_536;
    /** {@code struct passwd} and {@code struct group} are smaller. */
    private static final int STRUCT = 256;

    private Machine() {}

    /** The part of the C library that is used here. */
    interface LibC extends Library {
        int getpwnam_r(String name, Pointer struct, Pointer buffer, long size, PointerByReference result);

        int getpwuid_r(int uid, Pointer struct, Pointer buffer, long size, PointerByReference result);

        int getgrgid_r(int gid, Pointer struct, Pointer buffer, long size, PointerByReference result);

        int getgrouplist(String name, int gid, Pointer groups, IntByReference count);

        int geteuid();
    }

    /**
     * An account.
     *
     * @param name its name
     * @param uid its UID
     * @param gid its primary GID
     * @param groups names of all its groups; groups without a name are omitted
     */
    record Account(String name, long uid, long gid, Set<String> groups) {
        Account {
            groups = Set.copyOf(groups);
        }
    }

    /** The result of a lookup. */
    sealed interface Lookup {
        record Found(Account account) implements Lookup {}

        record Absent() implements Lookup {}

        record Failed(int errno) implements Lookup {}
    }

    static Lookup named(String name) {
        return account((struct, buffer) -> result -> LIBC.getpwnam_r(name, struct, buffer, buffer.size(), result));
    }

    static Lookup withUid(long uid) {
        return account((struct, buffer) -> result -> LIBC.getpwuid_r((int) uid, struct, buffer, buffer.size(), result));
    }

    static boolean isRoot() {
        return LIBC.geteuid() == 0;
    }

    /** One call with the buffer for its result. */
    private interface Call {
        int into(PointerByReference result);
    }

    private static Lookup account(BiFunction<Memory, Memory, Call> question) {
        try {
            Row row = row(question);
            return row.there() ? new Lookup.Found(read(row.struct())) : new Lookup.Absent();
        } catch (LookupFailure failure) {
            return new Lookup.Failed(failure.errno);
        }
    }

    private static Account read(Memory struct) {
        String name = struct.getPointer(0).getString(0);
        long uid = Integer.toUnsignedLong(struct.getInt(2L * Native.POINTER_SIZE));
        int gid = struct.getInt(2L * Native.POINTER_SIZE + Integer.BYTES);
        return new Account(name, uid, Integer.toUnsignedLong(gid), groups(name, gid));
    }

    private static Set<String> groups(String name, int gid) {
        int room = 64;
        while (room <= MAX_GROUPS) {
            Memory list = new Memory((long) room * Integer.BYTES);
            IntByReference count = new IntByReference(room);
            if (LIBC.getgrouplist(name, gid, list, count) >= 0) {
                Set<String> names = new TreeSet<>();
                for (int i = 0; i < count.getValue(); i++) {
                    int each = list.getInt((long) i * Integer.BYTES);
                    Row row = row(
                            (struct, buffer) -> result -> LIBC.getgrgid_r(each, struct, buffer, buffer.size(), result));
                    if (row.there()) {
                        names.add(row.struct().getPointer(0).getString(0));
                    }
                }
                return names;
            }
            room *= 4;
        }
        throw new LookupFailure(ERANGE);
    }

    /** A structure filled by C, whose strings are in the buffer. */
    private record Row(boolean there, Memory struct, Memory buffer) {}

    private static Row row(BiFunction<Memory, Memory, Call> question) {
        for (int size = FIRST_BUFFER; size <= LARGEST_BUFFER; size *= 4) {
            Memory struct = new Memory(STRUCT);
            Memory buffer = new Memory(size);
            PointerByReference result = new PointerByReference();
            int errno = question.apply(struct, buffer).into(result);
            if (errno == 0) {
                return new Row(result.getValue() != null, struct, buffer);
            }
            if (errno != ERANGE) {
                throw new LookupFailure(errno);
            }
        }
        throw new LookupFailure(ERANGE);
    }

    private static final class LookupFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int errno;

        private LookupFailure(int errno) {
            super("errno " + errno);
            this.errno = errno;
        }
    }
}

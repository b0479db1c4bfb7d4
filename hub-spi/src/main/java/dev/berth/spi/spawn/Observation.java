package dev.berth.spi.spawn;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The observed state of a server. */
public sealed interface Observation {

    /** What the runtime knows about this run, for usage records; {@link Run#UNKNOWN} if it does not know the server or its times. */
    default Run run() {
        return Run.UNKNOWN;
    }

    /** Nothing of this generation exists. Conclusive only together with a complete {@link Listing} that is newer than the start. */
    record Absent() implements Observation {}

    /**
     * The server is starting.
     *
     * @param message one sentence about the current step, for the person who is waiting
     */
    record Starting(Phase phase, String message, Run run) implements Observation {
        public Starting {
            Objects.requireNonNull(phase);
            Objects.requireNonNull(message);
            Objects.requireNonNull(run);
        }

        /** A server of a runtime that does not report times, or one that has no resources yet. */
        public Starting(Phase phase, String message) {
            this(phase, message, Run.UNKNOWN);
        }
    }

    /** The server responds to requests at this address. */
    record Ready(Address address, Run run) implements Observation {
        public Ready {
            Objects.requireNonNull(address);
            Objects.requireNonNull(run);
        }

        /** A server of a runtime that does not report times. */
        public Ready(Address address) {
            this(address, Run.UNKNOWN);
        }
    }

    /** The server was asked to stop and still exists. */
    record Stopping(Run run) implements Observation {
        public Stopping {
            Objects.requireNonNull(run);
        }

        /** A server of a runtime that does not report times. */
        public Stopping() {
            this(Run.UNKNOWN);
        }
    }

    /** Confirmed: the server has ended, and no process of this generation is running. */
    record Exited(Failure failure, Run run) implements Observation {
        public Exited {
            Objects.requireNonNull(failure);
            Objects.requireNonNull(run);
        }

        /** A server of a runtime that does not report times. */
        public Exited(Failure failure) {
            this(failure, Run.UNKNOWN);
        }
    }

    /** The state could not be determined. The hub never changes anything because of it. */
    record Unknown(String why) implements Observation {
        public Unknown {
            Objects.requireNonNull(why);
        }
    }

    /** The steps of a start, in order. */
    enum Phase {
        QUEUED,
        PREPARING_HOME,
        IMAGE,
        STARTING,
        ANSWERING
    }

    /**
     * The address on which a server listens.
     *
     * @param ip an IP literal, never a name, because the proxy checks it against the networks configured for servers
     * @param uid for a server on this machine, the UID under which it runs: a proxy sends nothing to a process of another account that has
     *     taken the port; null for servers elsewhere
     */
    record Address(String ip, int port, @Nullable Long uid) {
        public Address {
            Objects.requireNonNull(ip);
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("Port must be between 1 and 65535, not " + port);
            }
        }

        /** The address of a server on another machine, or in a separate container. */
        public Address(String ip, int port) {
            this(ip, port, null);
        }
    }
}

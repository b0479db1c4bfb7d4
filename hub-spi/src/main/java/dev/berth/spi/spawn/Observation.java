package dev.berth.spi.spawn;

import java.util.Objects;

/** What a look at a server showed. */
public sealed interface Observation {

    /** Nothing of this generation is there. Counts only together with a complete {@link Listing} newer than the start. */
    record Absent() implements Observation {}

    /**
     * On its way up.
     *
     * @param message what is being done, one sentence for the person who waits
     */
    record Starting(Phase phase, String message) implements Observation {
        public Starting {
            Objects.requireNonNull(phase);
            Objects.requireNonNull(message);
        }
    }

    /** It answers requests at this address. */
    record Ready(Address address) implements Observation {
        public Ready {
            Objects.requireNonNull(address);
        }
    }

    /** Asked to stop, and still there. */
    record Stopping() implements Observation {}

    /** Confirmed: it ended, and nothing of this generation runs. */
    record Exited(Failure failure) implements Observation {
        public Exited {
            Objects.requireNonNull(failure);
        }
    }

    /** The look failed. Changes nothing, ever. */
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
     * Where a server listens.
     *
     * @param ip an IP literal, never a name: the proxy checks it against the networks configured for servers
     */
    record Address(String ip, int port) {
        public Address {
            Objects.requireNonNull(ip);
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("Not a port: " + port);
            }
        }
    }
}

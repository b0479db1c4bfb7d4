package dev.berth.hub.replica;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** The name of this process among the replicas; new with each start, so that a lease is never mistaken for one of an earlier process. */
@Component
public class HubIdentity {

    private final String id = "hub-" + ProcessHandle.current().pid() + "-"
            + UUID.randomUUID().toString().substring(0, 8);

    public String id() {
        return id;
    }
}

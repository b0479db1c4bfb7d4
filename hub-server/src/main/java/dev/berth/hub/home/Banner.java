package dev.berth.hub.home;

import dev.berth.spi.spawn.Spawner;
import java.util.List;
import org.springframework.stereotype.Component;

/** What everybody must be told on every page for as long as it lasts. */
@Component("banner")
class Banner {

    private final Spawner spawner;

    Banner(Spawner spawner) {
        this.spawner = spawner;
    }

    public List<String> warnings() {
        return spawner.warnings();
    }
}

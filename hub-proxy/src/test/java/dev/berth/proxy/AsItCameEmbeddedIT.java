package dev.berth.proxy;

import java.io.IOException;
import java.nio.file.Path;

/** Through the proxy inside the hub. */
class AsItCameEmbeddedIT extends AsItCameTests {

    @Override
    Front front(FakeHub hub, Path folder) throws IOException {
        return Front.embedded(hub, folder);
    }
}

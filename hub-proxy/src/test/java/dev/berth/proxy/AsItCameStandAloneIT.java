package dev.berth.proxy;

import java.io.IOException;
import java.nio.file.Path;

/** Through a proxy in a separate process. */
class AsItCameStandAloneIT extends AsItCameTests {

    @Override
    Front front(FakeHub hub, Path folder) throws IOException {
        return Front.standAlone(hub.url().toString(), folder);
    }
}

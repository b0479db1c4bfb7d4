package dev.berth.hub.signin.refresh;

import dev.berth.spi.identity.IdentitySource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A provider that a test controls, and that records the queries. Not a component: the hubs of other tests must not use it. */
final class FakeSource implements IdentitySource {

    final List<Known> asked = new CopyOnWriteArrayList<>();
    private final String provider;
    private volatile Function<Known, Answer> answer = known -> new Answer.Unknown("nobody has said yet");

    FakeSource(String provider) {
        this.provider = provider;
    }

    void says(Function<Known, Answer> next) {
        asked.clear();
        answer = next;
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public Answer ask(Known known) {
        asked.add(known);
        return answer.apply(known);
    }
}

package dev.berth.bench;

import dev.berth.bench.load.Http;
import dev.berth.bench.peer.MeasuredHub;
import dev.berth.bench.peer.Usage;
import java.util.List;

/** Everything that is measured of one hub, in an order in which each part finds what it needs. */
final class Round {

    private final Measures measures;
    private final Scale scale;

    Round(Measures measures, Scale scale) {
        this.measures = measures;
        this.scale = scale;
    }

    List<Figure> run() {
        MeasuredHub hub = measures.hub();
        started("first start");
        hub.stop();
        started("start, empty");
        hub.stop();
        hub.seed(scale.users());
        started("start, " + scale.users() + " users");
        memory("idle");
        RestLoads rest = new RestLoads(measures, scale);
        rest.lists();
        List<String> tokens = rest.tokens();
        rest.bulk();
        signIns();
        ServerLoads servers = new ServerLoads(measures, scale, rest);
        servers.warmUp();
        servers.start();
        rest.active();
        rest.activity(tokens);
        memory("with " + scale.servers() + " servers");
        ProxyLoads proxy = new ProxyLoads(measures, scale, tokens.getFirst());
        proxy.requests();
        proxy.webSockets();
        servers.stop();
        servers.startUnmeasured();
        restart(servers);
        hub.stop();
        return measures.figures();
    }

    private void started(String measure) {
        long began = System.nanoTime();
        measures.hub().start();
        measures.value(measure, "seconds", (System.nanoTime() - began) / 1e9);
        measures.value(
                measure, "hub cpu seconds", Usage.processor(measures.hub().pid()));
    }

    private void memory(String when) {
        measures.value("memory " + when, "hub MB", Usage.resident(measures.hub().pid()));
        measures.value(
                "memory " + when, "proxy MB", Usage.resident(measures.hub().proxyPid()));
    }

    private void signIns() {
        Http browser = measures.browser();
        SignInForm form = new SignInForm(browser, measures.hub());
        measures.warmUp(scale.warmUp() * 2, 4, number -> form.signIn("user-" + number % scale.users()));
        measures.closed("sign-in by form, alone", scale.signIns() / 2, 1, number -> form.signIn("user-" + number));
        measures.closed("sign-in by form, 16 at a time", scale.signIns(), 16, number -> form.signIn("user-" + number));
    }

    private void restart(ServerLoads servers) {
        int before = servers.ready();
        long began = System.nanoTime();
        measures.hub().stop();
        measures.hub().start();
        measures.value("restart with servers", "seconds", (System.nanoTime() - began) / 1e9);
        measures.value("restart with servers", "servers lost", before - servers.ready());
    }
}

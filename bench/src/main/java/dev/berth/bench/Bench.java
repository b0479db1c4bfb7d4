package dev.berth.bench;

import dev.berth.bench.load.Listener;
import dev.berth.bench.peer.BerthHub;
import dev.berth.bench.peer.Databases;
import dev.berth.bench.peer.JupyterHubPeer;
import dev.berth.bench.peer.MeasuredHub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Project;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Measures both hubs in turn and prints ratios; judges nothing. {@code BENCH=quick} measures a small installation, {@code BENCH_ONLY=berth}
 * Berth alone.
 */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws URISyntaxException {
        Scale scale = Scale.chosen();
        // One thread for each: what measures must leave the processor to what is measured.
        Vertx load = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Vertx answers = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (Installation installation = new Installation("bench")) {
            int listener = Listener.start(answers).port();
            Databases databases = Databases.start(installation);
            String token = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
            boolean alone = "berth".equals(System.getenv("BENCH_ONLY"));
            List<Figure> peer = alone
                    ? List.of()
                    : run(load, new JupyterHubPeer(installation, databases, listener, token), databases, scale);
            List<Figure> ours =
                    run(load, new BerthHub(installation, databases, jar(), listener, token), databases, scale);
            Report report = new Report(peer, ours);
            report.print();
            report.write(Project.file("bench/target/bench.json"));
        } finally {
            load.close().await();
            answers.close().await();
        }
    }

    private static List<Figure> run(Vertx load, MeasuredHub hub, Databases databases, Scale scale) {
        System.out.println("bench: " + hub.name() + " begins");
        return new Round(new Measures(load, hub, databases.pid()), scale).run();
    }

    /** This module, with the plugin that Berth loads. */
    private static Path jar() throws URISyntaxException {
        return Path.of(
                Bench.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}

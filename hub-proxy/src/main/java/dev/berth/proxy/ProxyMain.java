package dev.berth.proxy;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.security.Security;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stand-alone proxy, configured by environment variables. SIGTERM stops it cleanly. */
public final class ProxyMain {

    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    /** As in sysexits.h: a configuration error; a restart does not help. */
    private static final int BAD_CONFIGURATION = 78;

    /** Shorter than {@link dev.berth.proxy.hub.HubAddresses#LOOK_UP_EVERY}, so that each lookup queries the name server. */
    private static final String NAMES_KEPT_SECONDS = "3";

    private ProxyMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        // The file has a separate name, so that it is not found where this jar is a library; and the property is set
        // before the first
        // logger is created.
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            boolean ecs = AdminEnvironment.wantsEcs(System.getenv());
            System.setProperty(LOG_CONFIGURATION, ecs ? "berth-proxy-logback-ecs.xml" : "berth-proxy-logback.xml");
        }
        // By default the JVM would cache addresses for 30 s, but hubs move.
        Security.setProperty("networkaddress.cache.ttl", NAMES_KEPT_SECONDS);
        Logger log = LoggerFactory.getLogger(ProxyMain.class);
        ProxyEnvironment environment = new ProxyEnvironment(System.getenv());
        AdminOptions admin = new AdminEnvironment(environment).read();
        ProxyOptions options = environment.read();
        if (options == null || !environment.problems().isEmpty()) {
            environment.problems().forEach(problem -> log.error("{}", problem));
            System.exit(BAD_CONFIGURATION);
            return;
        }
        run(options, admin, log);
    }

    private static void run(ProxyOptions options, AdminOptions admin, Logger log) throws InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics())
                .forEach(binder -> binder.bindTo(registry));
        BerthProxy proxy = new BerthProxy(options, registry);
        AdminServer probes = new AdminServer(admin, proxy::isReady, registry::scrape);
        CountDownLatch stopping = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping.countDown();
            proxy.leave();
            // This wait must not be cut short: load balancers have until then to notice.
            LockSupport.parkNanos(admin.drain().toNanos());
            proxy.stop();
            probes.close();
        }));
        try {
            probes.start();
            log.info("Ready on port {}", proxy.start().get());
        } catch (ExecutionException failure) {
            if (stopping.getCount() > 0) {
                log.error("The proxy cannot start on {}:{}", options.host(), options.port(), failure.getCause());
                System.exit(1);
            }
        } catch (IOException failure) {
            log.error("The port for probes and metrics cannot be opened on {}:{}", admin.host(), admin.port(), failure);
            System.exit(1);
        }
        stopping.await();
    }
}

package dev.berth.proxy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxy as a process of its own, configured by environment variables. SIGTERM stops it in order. */
public final class ProxyMain {

    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    /** As sysexits.h has it: a configuration error, not to be retried. */
    private static final int BAD_CONFIGURATION = 78;

    private ProxyMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        // Under a name of its own, so that it is not found where this jar is a library; and before the first logger is
        // made.
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "berth-proxy-logback.xml");
        }
        Logger log = LoggerFactory.getLogger(ProxyMain.class);
        ProxyEnvironment environment = new ProxyEnvironment(System.getenv());
        ProxyOptions options = environment.read();
        if (options == null) {
            environment.problems().forEach(problem -> log.error("{}", problem));
            System.exit(BAD_CONFIGURATION);
            return;
        }
        run(options, log);
    }

    private static void run(ProxyOptions options, Logger log) throws InterruptedException {
        BerthProxy proxy = new BerthProxy(options);
        CountDownLatch stopping = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping.countDown();
            proxy.stop();
        }));
        try {
            log.info("Ready on port {}", proxy.start().get());
        } catch (ExecutionException failure) {
            if (stopping.getCount() > 0) {
                log.error("The proxy cannot start on {}:{}", options.host(), options.port(), failure.getCause());
                System.exit(1);
            }
        }
        stopping.await();
    }
}

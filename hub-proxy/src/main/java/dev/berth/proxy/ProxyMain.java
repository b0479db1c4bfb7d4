package dev.berth.proxy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxy as a process of its own, configured by environment variables. SIGTERM stops it in order. */
public final class ProxyMain {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyMain.class);
    /** As sysexits.h has it: a configuration error, not to be retried. */
    private static final int BAD_CONFIGURATION = 78;

    private ProxyMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ProxyEnvironment environment = new ProxyEnvironment(System.getenv());
        ProxyOptions options = environment.read();
        if (options == null) {
            environment.problems().forEach(problem -> LOG.error("{}", problem));
            System.exit(BAD_CONFIGURATION);
            return;
        }
        BerthProxy proxy = new BerthProxy(options);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            proxy.stop();
            stopped.countDown();
        }));
        try {
            LOG.info("Ready on port {}", proxy.start().get());
        } catch (ExecutionException failure) {
            LOG.error("The proxy cannot start on {}:{}", options.host(), options.port(), failure.getCause());
            System.exit(1);
        }
        stopped.await();
    }
}

package dev.berth.proxy;

import dev.berth.proxy.http.InterimAnswers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.concurrent.TimeUnit;

/** Socket options for both sides. */
final class Transport {

    /** Longer than a terminal is ever idle while its browser is open: browsers ping every 30 s. */
    private static final int IDLE_SECONDS = 3_600;

    /** A WebSocket occupies its connection from the pool, and one server may have hundreds open. */
    private static final int PER_SERVER = 10_000;

    /** Shorter than the 5 s after which many small servers close an idle connection. */
    private static final int KEEP_ALIVE_SECONDS = 4;

    private static final int BACKLOG = 4_096;

    private Transport() {}

    static HttpClient client(Vertx vertx) {
        var options = new HttpClientOptions()
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(65_536)
                .setMaxInitialLineLength(8_192)
                .setMaxChunkSize(65_536)
                .setDecompressionSupported(false)
                .setTcpNoDelay(true);
        var pool = new PoolOptions().setHttp1MaxSize(PER_SERVER).setMaxWaitQueueSize(PER_SERVER);
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(InterimAnswers::watch)
                .build();
    }

    static HttpServerOptions server(ProxyOptions options) {
        var server = new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setAcceptBacklog(BACKLOG)
                .setMaxInitialLineLength(options.limits().requestLine())
                .setMaxHeaderSize(options.limits().headers())
                .setMaxChunkSize(65_536)
                // An upgrade to cleartext HTTP/2 would bypass every check made on HTTP/1.
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                // WebSockets are passed on as bytes: the two ends negotiate compression.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                // Whether the body is wanted is for the one to say who gets it (RFC 9110, section 10.1.1).
                .setHandle100ContinueAutomatically(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true);
        ProxyOptions.Tls tls = options.tls();
        if (tls != null) {
            server.setSsl(true).setKeyCertOptions(keys(tls));
        }
        return server;
    }

    static PemKeyCertOptions keys(ProxyOptions.Tls tls) {
        return new PemKeyCertOptions()
                .addCertPath(tls.certificate().toString())
                .addKeyPath(tls.key().toString());
    }
}

package dev.berth.proxy.hub;

import dev.berth.proxy.peer.PeerAccounts;
import dev.berth.spi.route.HubPaths;
import dev.berth.spi.route.Proof;
import dev.berth.spi.route.ProofRequest;
import dev.berth.spi.spawn.Secret;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens requests to hubs, only over connections whose other end has proved to be a hub. Until then, nothing is sent but a random number: while
 * no hub runs, its port can be bound by any user of the machine, and its address can go to another machine.
 *
 * <pre>
 *   https address ─────────────────────────────► proved: the certificate is checked when the connection is made
 *   on this machine, a hub's account ──────────► proved: the kernel knows who holds the other end
 *   anything else ──► asked for a {@link Proof} ─► proved, or the connection is closed
 * </pre>
 *
 * <p>The proof belongs to the connection, and is kept with it. A request that got an unproved connection is used to ask for the proof; the
 * connection then goes back to the pool, and the next request that gets it finds it proved.
 */
public final class HubRequests {

    /** More connections than this are not opened to find one that stays open after its proof. */
    private static final int ATTEMPTS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int NONCE_BYTES = 32;
    private static final int MAX_ANSWER = 4_096;
    private static final AttributeKey<Boolean> PROVED = AttributeKey.valueOf(HubRequests.class, "proved");

    private final HttpClient client;
    private final PeerAccounts peers;
    private final Set<Long> accounts;
    private final Supplier<Secret> secret;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    /**
     * For hubs that share this secret.
     *
     * @param accounts the UIDs under which a hub on this machine can run
     */
    public HubRequests(
            HttpClient client, PeerAccounts peers, Set<Long> accounts, Supplier<Secret> secret, JsonMapper json) {
        this.client = client;
        this.peers = peers;
        this.accounts = Set.copyOf(accounts);
        this.secret = secret;
        this.json = json;
    }

    /** A request that was not sent yet, over a connection to a hub. */
    public Future<HttpClientRequest> open(Hub hub, HttpMethod method, String uri) {
        return open(hub, method, uri, ATTEMPTS).onSuccess(HubRequests::quiet);
    }

    /**
     * The caller's futures report every failure. Without handlers, Vert.x would also log each as an error, and a response that is abandoned
     * unread, such as a refusal while the database is away.
     */
    private static void quiet(HttpClientRequest request) {
        request.exceptionHandler(failure -> {});
        request.response().onSuccess(response -> response.exceptionHandler(failure -> {}));
    }

    private Future<HttpClientRequest> open(Hub hub, HttpMethod method, String uri, int attempts) {
        return client.request(hub.request(method, uri)).compose(request -> {
            Channel channel = request.connection() instanceof HttpClientConnectionInternal inner
                    ? inner.channelHandlerContext().channel()
                    : null;
            if (channel == null) {
                return refuse(request, hub, "its connection cannot be examined");
            }
            if (hub.tls() || Boolean.TRUE.equals(channel.attr(PROVED).get())) {
                return Future.succeededFuture(request);
            }
            return byAccount(request, channel).compose(hubs -> {
                if (hubs) {
                    channel.attr(PROVED).set(true);
                    return Future.succeededFuture(request);
                }
                return attempts == 0
                        ? refuse(request, hub, "it closes each connection after its proof")
                        : ask(hub, request, channel).compose(asked -> open(hub, method, uri, attempts - 1));
            });
        });
    }

    private Future<Boolean> byAccount(HttpClientRequest request, Channel channel) {
        boolean local = channel.remoteAddress() instanceof InetSocketAddress peer
                && channel.localAddress() instanceof InetSocketAddress own
                && (peer.getAddress().isLoopbackAddress() || peer.getAddress().equals(own.getAddress()));
        return local
                ? peers.of(request.connection()).map(accounts::contains).otherwise(false)
                : Future.succeededFuture(false);
    }

    private Future<Void> ask(Hub hub, HttpClientRequest request, Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress peer)) {
            return refuse(request, hub, "it has no address");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ProofRequest question = new ProofRequest(
                HexFormat.of().formatHex(nonce), peer.getAddress().getHostAddress(), peer.getPort());
        request.setMethod(HttpMethod.POST).setURI(hub.prefix() + HubPaths.PROVE);
        quiet(request);
        request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        return request.send(Buffer.buffer(json.writeValueAsBytes(question)))
                .compose(HubRequests::collect)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> refuse(request, hub, String.valueOf(failure.getMessage())))
                .compose(answer -> {
                    if (!proves(answer, question)) {
                        return refuse(request, hub, "its proof is wrong. Check that both have the same proxy secret");
                    }
                    channel.attr(PROVED).set(true);
                    return Future.<Void>succeededFuture();
                });
    }

    private static Future<Buffer> collect(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture(
                    "it answered " + response.statusCode()
                            + ". A hub of an earlier release cannot prove itself, and no hub does for an address that is not its own");
        }
        Buffer all = Buffer.buffer();
        response.handler(part -> {
            if (all.length() + part.length() > MAX_ANSWER) {
                var _ = response.request().reset();
            } else {
                all.appendBuffer(part);
            }
        });
        return response.end().map(all);
    }

    private boolean proves(Buffer answer, ProofRequest question) {
        try {
            return json.readValue(answer.getBytes(), Proof.class)
                    .proves(question, secret.get().value());
        } catch (JacksonException noProof) {
            return false;
        }
    }

    private static <T> Future<T> refuse(HttpClientRequest request, Hub hub, String why) {
        var _ = request.connection().close();
        return Future.failedFuture(new UnprovedHubException(hub, why));
    }
}

package dev.berth.proxy.http;

import dev.berth.proxy.hub.ActivityLog;
import dev.berth.proxy.hub.OpenConnections.Open;
import dev.berth.proxy.meter.ProxyMeters;
import dev.berth.spi.route.Route;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards admitted requests to a user's server or a service. */
final class ServerForwarder {

    private static final Logger LOG = LoggerFactory.getLogger(ServerForwarder.class);
    private static final long CONNECT_MILLIS = 5_000;
    private static final Refusal NO_ANSWER = Refusal.of(502, "server.silent");
    private static final Refusal NO_SERVICE = Refusal.of(502, "service.silent");
    private static final Refusal ENDED = Refusal.of(503, "server.ended");

    private final HttpClient client;
    private final ServerAccounts accounts;
    private final ActivityLog activity;
    private final Answers answers;
    private final ProxyMeters meters;

    ServerForwarder(
            HttpClient client, ServerAccounts accounts, ActivityLog activity, Answers answers, ProxyMeters meters) {
        this.client = client;
        this.accounts = accounts;
        this.activity = activity;
        this.answers = answers;
        this.meters = meters;
    }

    void forward(Visit visit, Open open) {
        Route route = open.route();
        Use use = Use.of(visit, route);
        if (use.request()) {
            activity.used(route, use.endpoint());
        }
        client.request(to(visit, route))
                .compose(upstream -> accounts.check(upstream, route))
                .onFailure(failure -> unreachable(visit, open, failure))
                .compose(upstream -> {
                    send(visit, open, use, upstream);
                    return Future.succeededFuture();
                })
                .onFailure(failure -> answers.unanswered(visit.request(), failure));
    }

    private void send(Visit visit, Open open, Use use, HttpClientRequest upstream) {
        upstream.exceptionHandler(failure -> {});
        if (open.closed() || visit.request().response().closed()) {
            var _ = upstream.reset();
            answers.later(visit.request(), ENDED);
        } else if (visit.upgrade()) {
            upgrade(visit, open, use, upstream);
        } else {
            plain(visit, open, use, upstream);
        }
    }

    private static RequestOptions to(Visit visit, Route route) {
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(route.port(), route.ip()))
                .setHost(route.ip())
                .setPort(route.port())
                .setMethod(visit.request().method())
                .setURI(visit.uri(route))
                .setConnectTimeout(CONNECT_MILLIS);
    }

    private void plain(Visit visit, Open open, Use use, HttpClientRequest upstream) {
        HttpServerRequest request = visit.request();
        if (use.request()) {
            // A long upload counts as use until now, and not only at its start.
            open.whenEnded(() -> activity.used(open.route(), use.endpoint()));
        }
        open.closeBy(() -> {
            var _ = upstream.reset();
            return request.connection().close();
        });
        PlainForwarder.forward(
                request,
                upstream,
                new PlainForwarder.Exchange(
                        visit.uri(open.route()),
                        OutgoingHeaders.toServer(visit, open.route()),
                        answer -> ReturningHeaders.fromServer(answer, visit.settings()),
                        failure -> noAnswer(request, open)));
    }

    private void upgrade(Visit visit, Open open, Use use, HttpClientRequest upstream) {
        upstream.headers().setAll(OutgoingHeaders.toServer(visit, open.route()));
        open.closeBy(() -> {
            var _ = upstream.reset();
            return visit.request().connection().close();
        });
        open.whenEnded(() -> {
            var _ = upstream.reset();
        });
        upstream.connect()
                .onFailure(failure -> unreachable(visit, open, failure))
                .compose(response -> {
                    if (response.statusCode() == 101) {
                        tunnel(visit, open, use, response);
                    } else {
                        refused(visit, response);
                    }
                    return Future.succeededFuture();
                })
                .onFailure(failure -> answers.unanswered(visit.request(), failure));
    }

    private void tunnel(Visit visit, Open open, Use use, HttpClientResponse response) {
        HttpServerRequest request = visit.request();
        NetSocket server = response.netSocket().pause();
        String endpoint = use.endpoint();
        var headers = ReturningHeaders.fromServer(response.headers(), visit.settings());
        request.response().setStatusCode(101).headers().addAll(headers);
        request.response().putHeader("Connection", "Upgrade").putHeader("Upgrade", "websocket");
        request.toNetSocket()
                .onSuccess(visitor -> {
                    visitor.pause();
                    Tunnel tunnel = new Tunnel(
                            visitor, server, response.request().connection(), meters, (continued, start, length) -> {
                                if (use.message(continued, start, length)) {
                                    activity.used(open.route(), endpoint);
                                }
                            });
                    meters.upgraded(true);
                    open.whenEnded(() -> {});
                    tunnel.open(open::end);
                    open.closeBy(() -> tunnel.close("No longer allowed"));
                })
                .onFailure(failure -> {
                    open.end();
                    var _ = response.request().connection().close();
                });
    }

    /** The server rejected an upgrade: the visitor gets its response. */
    private void refused(Visit visit, HttpClientResponse response) {
        meters.upgraded(false);
        var answer = visit.request().response().setStatusCode(response.statusCode());
        answer.headers().addAll(ReturningHeaders.fromServer(response.headers(), visit.settings()));
        if (!answer.headers().contains("Content-Length")) {
            answer.setChunked(true);
        }
        Future<Void> piped = response.pipeTo(answer);
        piped.onComplete(done -> {
            var _ = response.request().connection().close();
            var _ = visit.request().connection().close();
        });
    }

    private void noAnswer(HttpServerRequest request, Open open) {
        if (open.closed()) {
            answers.later(request, ENDED);
        } else {
            answers.later(request, silent(open.route()));
        }
    }

    private static Refusal silent(Route route) {
        return route.isServer() ? NO_ANSWER : NO_SERVICE;
    }

    private void unreachable(Visit visit, Open open, Throwable failure) {
        // Every poll of an open tab gets here, so this is not logged: the visitor gets the error, and the hub notices
        // the loss itself.
        LOG.debug("{} does not answer: {}", open.route(), failure.toString());
        answers.later(visit.request(), silent(open.route()));
    }
}

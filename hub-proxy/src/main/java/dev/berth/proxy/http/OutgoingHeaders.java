package dev.berth.proxy.http;

import dev.berth.spi.route.HubPaths;
import dev.berth.spi.route.Route;
import dev.berth.spi.spawn.Secret;
import io.vertx.core.MultiMap;

/** The headers of a forwarded request. */
final class OutgoingHeaders {

    private OutgoingHeaders() {}

    /** For a user's server: none of the hub's credentials, and on an edge route the server's own token instead of the visitor's. */
    static MultiMap toServer(Visit visit, Route route) {
        MultiMap headers = forwarded(visit);
        headers.remove("Cookie");
        String cookies = visit.cookies().without(visit.settings()::hiddenFromServers);
        if (cookies != null) {
            headers.set("Cookie", cookies);
        }
        if (route.mode() == Route.Mode.EDGE) {
            if (visit.token() != null) {
                headers.remove("Authorization");
            }
            if (route.token() != null) {
                headers.set("Authorization", "token " + route.token());
            }
        }
        if (visit.upgrade()) {
            headers.set("Connection", "Upgrade");
            headers.set("Upgrade", "websocket");
        }
        return headers;
    }

    /** For a hub: unchanged credentials, and the proof that the request came through this proxy. */
    static MultiMap toHub(Visit visit, Secret secret) {
        MultiMap headers = forwarded(visit).set(HubPaths.HOP_HEADER, secret.value());
        // The request line holds what decides; a servlet container refuses more than that. What leads on to a server
        // keeps its form.
        return visit.rawBelow().equals(visit.below()) ? headers : headers.set(HubPaths.PATH_HEADER, visit.rawBelow());
    }

    private static MultiMap forwarded(Visit visit) {
        Visitor visitor = visit.visitor();
        return HeaderRules.cleaned(visit.headers())
                .set("Host", visitor.authority())
                .set("X-Forwarded-For", visitor.address())
                .set("X-Forwarded-Proto", visitor.scheme())
                .set("X-Forwarded-Host", visitor.authority())
                .set("X-Forwarded-Port", Integer.toString(visitor.port()));
    }
}

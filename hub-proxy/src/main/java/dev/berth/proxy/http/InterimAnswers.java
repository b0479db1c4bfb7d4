package dev.berth.proxy.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Forwards interim responses (RFC 9110, section 15.2) from a server's connection to the visitor's. Vert.x' client mistakes all of them except
 * 100 and 103 for the final response, so they are removed from the stream before it sees them. 101 is not included, because it ends HTTP
 * on its connection.
 */
public final class InterimAnswers {

    private static final AttributeKey<BiConsumer<HttpResponseStatus, MultiMap>> LISTENER =
            AttributeKey.valueOf(InterimAnswers.class, "listener");

    private InterimAnswers() {}

    /** For each new connection of the client. Without a listener, interim responses are dropped. */
    public static void watch(HttpConnection connection) {
        if (connection instanceof HttpClientConnectionInternal inner) {
            inner.channelHandlerContext().pipeline().addBefore("handler", "interim", new Filter());
        }
    }

    /** Forwards interim responses to this request, with cleaned headers. A connection has one request at a time. */
    static void forward(HttpClientRequest upstream, HttpServerRequest request, UnaryOperator<MultiMap> returning) {
        Channel channel = upstream.connection() instanceof HttpClientConnectionInternal inner
                ? inner.channelHandlerContext().channel()
                : null;
        if (channel == null) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_1_0
                || !(request.connection() instanceof HttpServerConnection visitor)) {
            // HTTP/1.0 has no interim responses, and its clients would mistake one for the final response.
            channel.attr(LISTENER).set(null);
            return;
        }
        channel.attr(LISTENER)
                .set((status, headers) -> visitor.context().execute(() -> {
                    if (!request.response().headWritten() && !request.response().closed()) {
                        write(visitor.channelHandlerContext(), status, returning.apply(headers));
                    }
                }));
    }

    private static void write(ChannelHandlerContext visitor, HttpResponseStatus status, MultiMap headers) {
        var interim = new DefaultFullHttpResponse(
                io.netty.handler.codec.http.HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        headers.forEach(header -> interim.headers().add(header.getKey(), header.getValue()));
        var _ = visitor.writeAndFlush(interim);
    }

    /** The codec emits an interim response as a head and an empty end. */
    private static final class Filter extends ChannelInboundHandlerAdapter {

        private boolean within;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse response && interim(response)) {
                within = true;
                tell(context.channel().attr(LISTENER).get(), response);
            } else if (!within) {
                context.fireChannelRead(message);
                return;
            }
            within = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
        }

        private static void tell(@Nullable BiConsumer<HttpResponseStatus, MultiMap> listener, HttpResponse response) {
            if (listener != null) {
                MultiMap headers = MultiMap.caseInsensitiveMultiMap();
                response.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
                listener.accept(response.status(), headers);
            }
        }

        private static boolean interim(HttpResponse response) {
            return response.decoderResult().isSuccess()
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                    && response.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        }
    }
}

package dev.berth.proxy.peer;

import dev.berth.proxy.peer.SocketTable.Row;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds the account that holds the other end of a connection on this machine. The answer is kept with the connection, so only new
 * connections cost a lookup, and those that come at the same moment share one.
 *
 * <p><b>What is looked up.</b> The row of the other end, by the addresses and ports of both. If a process holds that socket, its inode is
 * not 0, and its UID is that of the process that accepted the connection (the kernel lets only CAP_CHOWN change it). That decides.
 *
 * <p><b>A connection that was not accepted yet</b> has inode 0, and older kernels show UID 0 for it: it is in the queue of a listening
 * socket. Waiting does not help: a busy server accepts late, and one with TCP_DEFER_ACCEPT only after the first byte. So the accounts of the
 * listening sockets decide, but only if a second read shows the connection still unaccepted:
 *
 * <ol>
 *   <li>A connection that is in the queue before and after a moment belongs to a socket that listened at that moment: when a listening
 *       socket is closed, the kernel resets every connection in its queue. Both rows are of one connection, because our end keeps the pair
 *       of addresses occupied.
 *   <li>The kernel prints listening sockets before connections, each address family in its own file, and the connections that a socket
 *       accepts are of its family. So the second read holds the listener as of a moment between the two rows.
 *   <li>Sockets that listen on one address and port belong to one account: without SO_REUSEPORT there is only one, and with it the kernel
 *       requires the same effective UID of all. If the second read shows listeners of two accounts all the same, they have changed in
 *       between, and nothing is concluded.
 *   <li>What is accepted after the second read is accepted from that listener, by a process to which its owner gave it.
 * </ol>
 *
 * <p>A socket that was closed also has inode 0, but is in another state: nothing is concluded from it. A row that is missing is looked for
 * a few times, since a file that is printed in parts can miss one; after that, the lookup fails, and the caller must not send anything.
 */
public final class PeerAccounts {

    private static final AttributeKey<Long> ACCOUNT = AttributeKey.valueOf(PeerAccounts.class, "account");
    private static final int ATTEMPTS = 5;
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private final List<Question> waiting = new ArrayList<>();
    private boolean working;

    /** A connection as its other end sees it: from its own address to ours. */
    private record Question(InetSocketAddress peer, InetSocketAddress own, Promise<Long> answer) {}

    /**
     * The UID that holds the other end. Completes on the caller's context; fails with {@link UnknownPeerException} if it cannot be
     * determined, for example because the connection leads to another machine.
     */
    public Future<Long> of(HttpConnection connection) {
        Channel channel = connection instanceof HttpClientConnectionInternal inner
                ? inner.channelHandlerContext().channel()
                : null;
        if (channel == null
                || !(channel.remoteAddress() instanceof InetSocketAddress peer)
                || !(channel.localAddress() instanceof InetSocketAddress own)) {
            return Future.failedFuture(new UnknownPeerException("The connection has no addresses."));
        }
        Long known = channel.attr(ACCOUNT).get();
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return onThisContext(of(peer, own)).onSuccess(channel.attr(ACCOUNT)::set);
    }

    Future<Long> of(InetSocketAddress peer, InetSocketAddress own) {
        Question question = new Question(peer, own, Promise.promise());
        synchronized (waiting) {
            waiting.add(question);
            if (!working) {
                working = true;
                Thread.ofVirtual().name("berth-peers").start(this::work);
            }
        }
        return question.answer.future();
    }

    private void work() {
        for (List<Question> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                answer(batch);
            } catch (IOException | RuntimeException unreadable) {
                var unknown = new UnknownPeerException("The kernel's list of sockets cannot be read.", unreadable);
                batch.forEach(each -> each.answer.tryFail(unknown));
            }
        }
    }

    /** Everything that came while the last batch was answered. Its connections stand, so a read that begins now has them. */
    private List<Question> next() {
        synchronized (waiting) {
            List<Question> batch = List.copyOf(waiting);
            waiting.clear();
            working = !batch.isEmpty();
            return batch;
        }
    }

    private static void answer(List<Question> batch) throws IOException {
        List<Question> open = batch;
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            if (attempt > 0) {
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
            open = open(open);
        }
        open.forEach(each -> each.answer.tryFail(new UnknownPeerException(
                "The account that holds the other end cannot be determined: " + each.peer + ".")));
    }

    /** Answers what can be answered now, and returns the rest. */
    private static List<Question> open(List<Question> questions) throws IOException {
        List<SocketTable> before = SocketTable.read();
        List<Question> open = new ArrayList<>();
        List<SocketTable> after = List.of();
        for (Question each : questions) {
            Long account = holder(each, before);
            if (account == null && queued(each, before)) {
                after = after.isEmpty() ? SocketTable.read() : after;
                account = accepting(each, after);
            }
            if (account == null) {
                open.add(each);
            } else {
                each.answer.tryComplete(account);
            }
        }
        return open;
    }

    private static @Nullable Long holder(Question question, List<SocketTable> tables) {
        for (SocketTable table : tables) {
            Row row = table.connection(question.peer, question.own);
            if (row != null && row.held()) {
                return row.uid();
            }
        }
        return null;
    }

    private static boolean queued(Question question, List<SocketTable> tables) {
        return tables.stream()
                .map(table -> table.connection(question.peer, question.own))
                .anyMatch(row -> row != null && row.queued());
    }

    /** The account that has accepted the connection since, or whose listening sockets hold it still. */
    private static @Nullable Long accepting(Question question, List<SocketTable> after) {
        for (SocketTable table : after) {
            Row row = table.connection(question.peer, question.own);
            if (row != null && row.held()) {
                return row.uid();
            }
            if (row != null && row.queued()) {
                List<Long> accounts = table.listeners(question.peer).stream()
                        .map(Row::uid)
                        .distinct()
                        .toList();
                return accounts.size() == 1 ? accounts.getFirst() : null;
            }
        }
        return null;
    }

    private static <T> Future<T> onThisContext(Future<T> elsewhere) {
        Context context = Vertx.currentContext();
        if (context == null) {
            return elsewhere;
        }
        Promise<T> promise = Promise.promise();
        elsewhere.onComplete(done -> context.runOnContext(ignored -> {
            var _ = done.succeeded() ? promise.tryComplete(done.result()) : promise.tryFail(done.cause());
        }));
        return promise.future();
    }
}

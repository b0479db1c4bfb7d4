package dev.berth.proxy.peer;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The TCP sockets of this network namespace, as the kernel printed them into one file: those that listen, then all others (proc_pid_net(5)).
 *
 * @param v6 whether it is the file of IPv6 sockets, which also serve IPv4 by mapped addresses
 */
record SocketTable(String text, boolean v6) {

    private static final Pattern SPACES = Pattern.compile(" +");
    private static final String LISTEN = "0A";
    private static final int ESTABLISHED = 0x01;
    private static final int SYN_RECEIVED = 0x03;
    private static final String ANY_4 = "00000000";
    private static final String ANY_6 = "0".repeat(32);
    private static final String MAPPED = "0000000000000000FFFF0000";

    /**
     * One socket.
     *
     * @param uid the account that created it; for a connection, the one that accepted it
     * @param inode 0 if no process holds it: it was not accepted yet, or was closed
     */
    record Row(String local, int state, long uid, long inode) {

        boolean held() {
            return inode != 0;
        }

        /** Whether it is in the queue of a listening socket: established or about to be, and in the hands of no process yet. */
        boolean queued() {
            return inode == 0 && (state == ESTABLISHED || state == SYN_RECEIVED);
        }
    }

    /** Reads both files, which are those of this process's network namespace. */
    static List<SocketTable> read() throws IOException {
        List<SocketTable> tables = new ArrayList<>();
        tables.add(new SocketTable(text(Path.of("/proc/net/tcp")), false));
        try {
            tables.add(new SocketTable(text(Path.of("/proc/net/tcp6")), true));
        } catch (NoSuchFileException withoutIpv6) {
            return tables;
        }
        return tables;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    /** The socket at {@code local} that is connected to {@code remote}, or null. */
    @Nullable Row connection(InetSocketAddress local, InetSocketAddress remote) {
        int found = text.indexOf(" " + printed(local) + " " + printed(remote) + " ");
        return found < 0 ? null : row(found);
    }

    /** The sockets that accept connections to this address. */
    List<Row> listeners(InetSocketAddress address) {
        String exact = printed(address);
        String port = exact.substring(exact.indexOf(':'));
        String waiting = port + " " + (v6 ? ANY_6 : ANY_4) + ":0000 " + LISTEN + " ";
        List<String> covering = v6 ? List.of(exact, ANY_6 + port, MAPPED + ANY_4 + port) : List.of(exact, ANY_4 + port);
        List<Row> rows = new ArrayList<>();
        for (int at = text.indexOf(waiting); at >= 0; at = text.indexOf(waiting, at + 1)) {
            Row row = row(text.lastIndexOf(' ', at));
            if (covering.contains(row.local())) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The row whose local address follows the space at this position. */
    private Row row(int space) {
        int end = text.indexOf('\n', space);
        String[] fields = SPACES.split(text.substring(space + 1, end < 0 ? text.length() : end), -1);
        return new Row(
                fields[0], Integer.parseInt(fields[2], 16), Long.parseLong(fields[6]), Long.parseLong(fields[8]));
    }

    /** An address as these files print it: each group of four bytes as a number in the machine's byte order. */
    private String printed(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        ByteBuffer bytes = ByteBuffer.wrap(ip.getAddress()).order(ByteOrder.nativeOrder());
        StringBuilder text = new StringBuilder(v6 && ip instanceof Inet4Address ? MAPPED : "");
        while (bytes.hasRemaining()) {
            text.append(String.format(Locale.ROOT, "%08X", bytes.getInt()));
        }
        return text.append(String.format(Locale.ROOT, ":%04X", address.getPort()))
                .toString();
    }
}

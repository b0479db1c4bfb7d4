package dev.berth.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What a user runs on a port: answers every request, or takes connections without ever accepting them. Writes {@code listening} and each
 * line that it receives to its output. Needs nothing but the JDK, so that any account can run it.
 */
public final class PortProgram {

    private PortProgram() {}

    /** The port; what it calls itself; and {@code accepts}, or {@code queues} not to accept. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        try (ServerSocket listener = new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            System.out.println("listening on " + listener.getLocalPort());
            if (arguments[2].equals("queues")) {
                Thread.currentThread().join();
            }
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket, arguments[1]));
            }
        }
    }

    private static void serve(Socket socket, String name) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println("received " + line);
                if (line.isEmpty()) {
                    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name;
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException gone) {
            return;
        }
    }
}

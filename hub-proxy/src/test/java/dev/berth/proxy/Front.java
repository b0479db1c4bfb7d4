package dev.berth.proxy;

import dev.berth.proxy.boot.EmbeddedProxy;
import dev.berth.proxy.boot.EmbeddedProxyAutoConfiguration;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A proxy as people run it: inside the hub's process, or as a separate process. */
record Front(int port, Runnable stop) implements AutoCloseable {

    /** How people run a proxy. */
    enum Deployment {
        EMBEDDED,
        STAND_ALONE
    }

    static Front start(Deployment deployment, FakeHub hub, Path folder) throws IOException {
        return switch (deployment) {
            case EMBEDDED -> embedded(hub, folder);
            case STAND_ALONE -> standAlone(hub.url().toString(), folder);
        };
    }

    static Front embedded(FakeHub hub, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/proxy.secret"), FakeHub.SECRET + "\n");
        var context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(
                        "berth.home=" + folder,
                        "berth.port=0",
                        "local.server.port=" + hub.url().getPort())
                .applyTo(context);
        context.register(EmbeddedProxyAutoConfiguration.class);
        context.refresh();
        return new Front(context.getBean(EmbeddedProxy.class).port(), context::close);
    }

    /** Returns at once; its log is in the file {@code log}. */
    static Front standAlone(String hubUrl, Path folder) throws IOException {
        int port = freePort();
        Path secret = Files.writeString(folder.resolve("secret"), FakeHub.SECRET);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ProxyMain.class.getName()));
        builder.environment().put("BERTH_PROXY_HUBS", hubUrl);
        builder.environment().put("BERTH_PROXY_SECRET_FILE", secret.toString());
        builder.environment()
                .put("BERTH_PROXY_SNAPSHOT", folder.resolve("snapshot.json").toString());
        builder.environment().put("BERTH_PORT", Integer.toString(port));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new Front(port, process::destroyForcibly);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}

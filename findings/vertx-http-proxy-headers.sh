#!/bin/sh
# vertx-http-proxy 5.0.10: what it makes of valid answers. Runs without Berth.
#
# Input: answers that RFC 9110 and RFC 9111 allow, from a plain socket, through an unconfigured reverse proxy.
#   1. "Date: Sun, 06 Nov 1994 08:49:37 GMT" arrives as "Sun, 6 Nov 1994 08:49:37 GMT". RFC 9110, 5.6.7: the day has two digits.
#   2. "Cache-Control: public" with "Date" and "Expires: 0" becomes 502. RFC 9111, 5.3: a date that is not one, "0" in
#      particular, means that the answer has expired.
#   3. "Cache-Control: max-age=31536000000" becomes 502. RFC 9111, 1.2.2: a number that is too large counts as the largest.
# One would have guessed: the date unchanged, 200, and 200.
#
# Seen with vertx-http-proxy 5.0.10 on JDK 25:
#   date=Sun, 6 Nov 1994 08:49:37 GMT
#   expires=502
#   max-age=502
# Exits with 0 while this is so, and with 1 when it has changed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mvn=${MVN:-$(command -v mvn || echo "$here/../bin/mvn")}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cat > "$folder/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-http-proxy</artifactId><version>5.0.10</version></dependency>
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-core</artifactId><version>5.0.10</version></dependency>
  </dependencies>
</project>
POM
cat > "$folder/Finding.java" <<'JAVA'
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.HttpProxy;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class Finding {
    static final String END = "Content-Length: 2\r\n\r\nok";
    static final String DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    static final Map<String, String> ANSWERS = Map.of(
            "/date", "HTTP/1.1 200 OK\r\n" + DATE + END,
            "/expires", "HTTP/1.1 200 OK\r\nCache-Control: public\r\n" + DATE + "Expires: 0\r\n" + END,
            "/max-age", "HTTP/1.1 200 OK\r\nCache-Control: max-age=31536000000\r\n" + END);

    public static void main(String[] arguments) throws Exception {
        ServerSocket origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(origin));
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient();
        int port = vertx.createHttpServer()
                .requestHandler(HttpProxy.reverseProxy(client).origin(origin.getLocalPort(), "127.0.0.1"))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        System.out.println("date=" + ask(client, port, "/date").getHeader("Date"));
        System.out.println("expires=" + ask(client, port, "/expires").statusCode());
        System.out.println("max-age=" + ask(client, port, "/max-age").statusCode());
        System.exit(0);
    }

    static io.vertx.core.http.HttpClientResponse ask(HttpClient client, int port, String path) {
        return client.request(HttpMethod.GET, port, "127.0.0.1", path).compose(request -> request.send()).await();
    }

    static void serve(ServerSocket origin) {
        while (true) {
            try (Socket socket = origin.accept()) {
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                String path = in.readLine().split(" ")[1];
                while (!in.readLine().isEmpty()) {}
                socket.getOutputStream().write(ANSWERS.get(path).getBytes(StandardCharsets.ISO_8859_1));
            } catch (Exception closed) {
                // The next one.
            }
        }
    }
}
JAVA
"$mvn" -q -f "$folder/pom.xml" dependency:copy-dependencies -DoutputDirectory="$folder/lib" > "$folder/maven" 2>&1 || { cat "$folder/maven"; exit 2; }
"$java" -cp "$folder/lib/*" "$folder/Finding.java" 2> "$folder/errors" | tee "$folder/seen"
printf '%s\n' 'date=Sun, 6 Nov 1994 08:49:37 GMT' 'expires=502' 'max-age=502' > "$folder/expected"
cmp -s "$folder/seen" "$folder/expected" || { echo 'This has changed.'; cat "$folder/errors"; exit 1; }

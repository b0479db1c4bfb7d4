package dev.berth.hub.database;

import java.time.Duration;

/** A process that uses the embedded PostgreSQL until its input ends. */
final class HubWithDatabase {

    private HubWithDatabase() {}

    public static void main(String[] args) throws Exception {
        // Log lines go to stdout, which the test reads: it must only contain the line with the port.
        var out = System.out;
        System.setOut(System.err);
        EmbeddedPostgres postgres = EmbeddedPostgres.open(BerthHome.open(args[0]), Duration.ofMinutes(1));
        out.println("port " + postgres.superuser().url().replaceAll(".*:(\\d+)/.*", "$1"));
        out.flush();
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        postgres.close();
    }
}

package dev.berth.hub.command;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.jupyterhub.JupyterHubFile;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.spawn.InMemoryWorld;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A running hub, and a JupyterHub's database that is imported into it. Each test uses different names. */
abstract class ImportHub {

    static final TestDatabase DATABASE = TestDatabase.fresh();
    static final HubUnderTest HUB = HubUnderTest.start(DATABASE, new InMemoryWorld());

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    JupyterHubFile file;

    @TempDir
    Path folder;

    @BeforeEach
    void create() throws SQLException {
        file = JupyterHubFile.create(folder.resolve("jupyterhub.sqlite"));
    }

    int run(String... options) {
        List<String> words = new ArrayList<>(List.of("import", "jupyterhub", "sqlite:///" + file.path()));
        words.addAll(List.of(options));
        return call(words.toArray(String[]::new));
    }

    int call(String... words) {
        List<String> call = new ArrayList<>(List.of(words));
        DATABASE.properties().forEach((key, value) -> call.add("--" + key + "=" + value));
        return CommandRuns.status(call, new PrintStream(out, true), new PrintStream(err, true));
    }

    /** Every row that an import could change, but for the audit log. */
    static String everything() {
        return DATABASE.jdbc().sql("""
                        select coalesce(string_agg(line, '\n' order by line), '') from (
                            select users::text as line from users union all select uids::text from uids
                            union all select groups::text from groups union all select group_members::text from group_members
                            union all select servers::text from servers union all select imported_tokens::text from imported_tokens
                            union all select runtime_homes::text from runtime_homes) lines
                        """).query(String.class).single();
    }

    static List<String> actions() {
        return DATABASE.jdbc()
                .sql("select distinct action from audit_events")
                .query(String.class)
                .list();
    }

    static long count(String query) {
        return DATABASE.jdbc().sql(query).query(Long.class).single();
    }

    static User user(String name) {
        return HUB.bean(UserDirectory.class).byName(name).orElseThrow();
    }

    static ApiClient client(String token) {
        return new ApiClient(HUB.port(), token);
    }

    static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}

package dev.berth.spawner.docker;

import dev.berth.spi.spawn.ServerRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names and labels of this installation's objects. Runtime names and installations have no dots, so the parts cannot be confused. */
record Names(String installation) {

    static final String INSTALLATION = "dev.berth.installation";
    static final String SERVER = "dev.berth.server";
    static final String GENERATION = "dev.berth.generation";
    static final String USER = "dev.berth.user";
    static final String BASE_PATH = "dev.berth.base-path";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    String network() {
        return "berth-" + installation;
    }

    /** The container of one start: the engine lets only one caller create it. */
    String container(ServerRef ref) {
        return installation + "." + ref.runtimeName() + "." + ref.generation();
    }

    /** The volume that marks something about one start. */
    String mark(ServerRef ref, String mark) {
        return container(ref) + "." + mark;
    }

    /** A query for all of this installation's objects. */
    String filter() {
        return filter(List.of(INSTALLATION + "=" + installation));
    }

    /** A query for the objects of one server. */
    String filter(String runtimeName) {
        return filter(List.of(INSTALLATION + "=" + installation, SERVER + "=" + runtimeName));
    }

    /** The labels of an object of one start. */
    Map<String, String> labels(ServerRef ref) {
        return Map.of(
                INSTALLATION, installation, SERVER, ref.runtimeName(), GENERATION, Long.toString(ref.generation()));
    }

    /** A query with the same filter of labels, and more kinds of filters. */
    static String filters(Map<String, List<String>> filters) {
        return "filters=" + URLEncoder.encode(JSON.writeValueAsString(filters), StandardCharsets.UTF_8);
    }

    private static String filter(List<String> labels) {
        return filters(Map.of("label", new ArrayList<>(labels)));
    }

    /** The start to which an object with these labels belongs. */
    static ServerRef ref(JsonNode labels) {
        return new ServerRef(
                labels.path(SERVER).asString(),
                Long.parseLong(labels.path(GENERATION).asString()));
    }
}

package dev.berth.spawner.kubernetes.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/**
 * Merges parts of a Pod, as YAML, into the pod that Berth creates: objects key by key, lists with named members by those names, other lists
 * by appending.
 */
public final class PodMerge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private PodMerge() {}

    static Pod into(Pod pod, String yaml) {
        if (yaml.isBlank()) {
            return pod;
        }
        JsonNode merged =
                merge(SERIALIZATION.convertValue(pod, JsonNode.class), JSON.valueToTree(parse(yaml, Map.class)));
        return SERIALIZATION.convertValue(merged, Pod.class);
    }

    /**
     * Reads YAML.
     *
     * @throws IllegalArgumentException if it is not valid YAML or not an object of this type
     */
    public static <T> T parse(String yaml, Class<T> type) {
        // The library treats text that begins with a brace as JSON, which does not cover all of YAML's flow syntax.
        T value = SERIALIZATION.unmarshal("---\n" + yaml, type);
        if (value == null) {
            throw new IllegalArgumentException("The document is empty");
        }
        return value;
    }

    private static JsonNode merge(JsonNode base, JsonNode over) {
        if (base instanceof ObjectNode below && over instanceof ObjectNode above) {
            ObjectNode merged = below.deepCopy();
            above.properties()
                    .forEach(each -> merged.set(
                            each.getKey(),
                            below.has(each.getKey())
                                    ? merge(below.get(each.getKey()), each.getValue())
                                    : each.getValue()));
            return merged;
        }
        if (base instanceof ArrayNode below && over instanceof ArrayNode above) {
            return mergeLists(below, above);
        }
        return over;
    }

    private static ArrayNode mergeLists(ArrayNode below, ArrayNode above) {
        ArrayNode merged = below.deepCopy();
        for (JsonNode each : above) {
            int same = indexOf(merged, each.path("name").asText(""));
            if (same >= 0) {
                merged.set(same, merge(merged.get(same), each));
            } else {
                merged.add(each);
            }
        }
        return merged;
    }

    private static int indexOf(ArrayNode list, String name) {
        for (int i = 0; !name.isEmpty() && i < list.size(); i++) {
            if (name.equals(list.get(i).path("name").asText())) {
                return i;
            }
        }
        return -1;
    }
}

package dev.berth.hub.jupyterhub;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.jupyterhub.ForeignHub.Team;
import dev.berth.hub.user.Group;
import dev.berth.hub.user.GroupName;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Groups with their properties and members. Members are added to groups that exist already; their properties stay. */
@Component
class GroupImport {

    private static final int MAX_PROPERTIES = 64 * 1024;

    private final Groups groups;
    private final JsonMapper json;
    private final TransactionTemplate nested;

    GroupImport(Groups groups, JsonMapper json, PlatformTransactionManager transactions) {
        this.groups = groups;
        this.json = json;
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Imports groups.
     *
     * @return what must wait for the end of the transaction, because it locks the proxies' feed: users who existed before, by group
     */
    Map<String, Set<UserName>> run(List<Team> all, People people, Tally tally, Progress progress, Actor actor) {
        Map<String, Set<UserName>> later = new LinkedHashMap<>();
        int done = 0;
        for (Team team : all) {
            String problem = GroupName.problem(team.name());
            if (problem == null) {
                Group group = group(team, tally, actor);
                later.put(team.name(), members(team, Set.copyOf(group.members()), people, tally, actor));
            } else {
                tally.omitted(Kind.GROUPS, shown(team), problem);
            }
            progress.at(Kind.GROUPS.text(), ++done, all.size());
        }
        return later;
    }

    private Group group(Team team, Tally tally, Actor actor) {
        boolean isNew = groups.create(team.name(), actor);
        Group group = groups.byName(team.name()).orElseThrow();
        if (isNew) {
            tally.created(Kind.GROUPS);
        } else {
            tally.unchanged(Kind.GROUPS);
        }
        JsonNode wanted = properties(team, tally);
        if (wanted == null || wanted.isEmpty()) {
            return group;
        }
        if (isNew) {
            setProperties(team, wanted, tally, actor);
        } else if (!json.readTree(group.properties()).equals(wanted)) {
            tally.note(shown(team), "It existed with other properties, which stay.");
        }
        return group;
    }

    private @Nullable JsonNode properties(Team team, Tally tally) {
        if (team.properties() == null) {
            return null;
        }
        try {
            JsonNode node = json.readTree(team.properties());
            if (node.isNull() || (node.isObject() && team.properties().length() <= MAX_PROPERTIES)) {
                return node;
            }
        } catch (JacksonException noJson) {
            tally.omitted("properties of " + shown(team), "They are not JSON.");
            return null;
        }
        tally.omitted(
                "properties of " + shown(team), "They must be an object of at most " + MAX_PROPERTIES + " characters.");
        return null;
    }

    /** Some JSON, such as one with NUL characters, cannot be stored as PostgreSQL's jsonb. */
    private void setProperties(Team team, JsonNode wanted, Tally tally, Actor actor) {
        try {
            nested.executeWithoutResult(savepoint -> groups.setProperties(team.name(), wanted.toString(), actor));
        } catch (DataAccessException refused) {
            tally.omitted("properties of " + shown(team), "PostgreSQL cannot store them as JSON.");
        }
    }

    private Set<UserName> members(Team team, Set<String> here, People people, Tally tally, Actor actor) {
        Set<UserName> created = new HashSet<>();
        Set<UserName> existing = new HashSet<>();
        for (long number : team.members()) {
            people.name(number).ifPresent(name -> {
                if (here.contains(name.value())) {
                    tally.unchanged(Kind.MEMBERS);
                } else {
                    tally.created(Kind.MEMBERS);
                    (people.isNew(number) ? created : existing).add(name);
                }
            });
        }
        groups.addNew(team.name(), created, actor);
        return existing;
    }

    private static String shown(Team team) {
        return "group \"" + Shown.text(team.name()) + "\"";
    }
}

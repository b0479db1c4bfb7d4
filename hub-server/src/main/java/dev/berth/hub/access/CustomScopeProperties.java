package dev.berth.hub.access;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A scope that has a meaning only for services and servers: the hub grants it and checks nothing with it.
 *
 * @param name its name, such as {@code custom:grades:read}
 * @param description one sentence for people who are asked to grant it
 * @param subscopes other custom scopes that it includes
 */
record CustomScopeProperties(
        @DefaultValue("") String name,
        @DefaultValue("") String description,
        @DefaultValue List<String> subscopes) {

    private static final String KEY = "berth.access.custom-scopes";

    /** JupyterHub's rule. */
    private static final Pattern NAME = Pattern.compile("custom:[a-z0-9][a-z0-9_\\-*:]+[a-z0-9_*]");

    private static final int MAX_NAME = 255;

    CustomScopeProperties {
        subscopes = List.copyOf(subscopes);
        if (!NAME.matcher(name).matches() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(KEY + " contains the name \"" + name
                    + "\". The name of a custom scope must begin with custom: and a letter or digit, continue with a-z, 0-9, _ - * :,"
                    + " not end with - or :, and have at most " + MAX_NAME + " characters");
        }
        if (description.isBlank()) {
            throw new IllegalArgumentException(KEY + ": \"" + name + "\" has no description. Add one");
        }
    }

    /**
     * Checks a whole list: each name only once, and no scopes in others that are not in the list.
     *
     * @throws IllegalArgumentException for a list that cannot be used
     */
    static void check(List<CustomScopeProperties> all) {
        List<String> names = all.stream().map(CustomScopeProperties::name).toList();
        for (CustomScopeProperties scope : all) {
            if (names.indexOf(scope.name) != names.lastIndexOf(scope.name)) {
                throw new IllegalArgumentException(
                        KEY + " declares \"" + scope.name + "\" twice. Change the name of one of them");
            }
            scope.subscopes.stream()
                    .filter(each -> !names.contains(each))
                    .findFirst()
                    .ifPresent(unknown -> {
                        throw new IllegalArgumentException(KEY + ": \"" + scope.name + "\" includes \"" + unknown
                                + "\", which the list does not declare. A custom scope can include only custom scopes");
                    });
        }
    }
}

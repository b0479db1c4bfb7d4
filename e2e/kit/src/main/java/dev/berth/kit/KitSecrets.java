package dev.berth.kit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only the test run knows. Both come from the environment: arguments are visible to all accounts of the machine.
 *
 * @param control opens the test-control API
 * @param adminToken the API token that the user admin has after each reset
 */
public record KitSecrets(String control, String adminToken) {

    static final String CONTROL = "BERTH_TEST_KIT_SECRET";
    static final String ADMIN_TOKEN = "BERTH_TEST_KIT_ADMIN_TOKEN";

    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 255;

    static KitSecrets of(Map<String, String> environment) {
        return new KitSecrets(
                required(environment, CONTROL, "opens the test-control API"),
                required(environment, ADMIN_TOKEN, "is the API token of the user admin"));
    }

    private static String required(Map<String, String> environment, String name, String purpose) {
        String value = environment.get(name);
        String problem = problem(value);
        if (value == null || problem != null) {
            throw new KitRefusedException("The test kit did not start. " + name + ", which " + purpose + ", " + problem
                    + ". Set it to a random value, for example with: export " + name + "=$(openssl rand -hex 16)");
        }
        return value;
    }

    private static @Nullable String problem(@Nullable String value) {
        if (value == null) {
            return "is not set in the environment";
        }
        return value.length() < MIN_LENGTH || value.length() > MAX_LENGTH
                ? "has " + value.length() + " characters, but must have " + MIN_LENGTH + " to " + MAX_LENGTH
                : value.matches("[!-~]+") ? null : "contains characters that a header cannot carry";
    }

    /** Omits both. */
    @Override
    public String toString() {
        return "KitSecrets";
    }
}

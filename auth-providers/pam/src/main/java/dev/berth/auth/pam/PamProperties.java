package dev.berth.auth.pam;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The accounts of this machine. Other modules have keys under the same prefix, so unknown keys are rejected by {@link PamRegistrar} and by
 * the hub's check of all keys.
 *
 * @param pam PAM services of this machine, by an id that you choose (lower-case letters, digits and hyphens);
 *     {@code berth.signin.providers} decides which of their people are allowed
 */
@ConfigurationProperties(prefix = "berth.auth")
public record PamProperties(@DefaultValue Map<String, Service> pam) {

    public PamProperties {
        pam = Map.copyOf(pam);
    }

    /**
     * One service.
     *
     * @param label its name on the sign-in page; the id if not set
     * @param service name of a file in {@code /etc/pam.d} that configures how passwords and accounts are checked
     * @param threads how many passwords are checked at the same time
     * @param timeout how long to wait for a response; PAM itself may delay the response to a wrong password by seconds
     * @param minUid accounts with a lower UID can never sign in
     */
    public record Service(
            @DefaultValue("") String label,
            @DefaultValue("login") String service,
            @DefaultValue("4") int threads,
            @DefaultValue("30s") Duration timeout,
            @DefaultValue("1000") long minUid) {}
}

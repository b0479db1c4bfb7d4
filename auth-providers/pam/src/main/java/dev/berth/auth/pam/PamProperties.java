package dev.berth.auth.pam;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The machine's own accounts. Other parts have keys under the same prefix, so unknown ones are refused by {@link PamRegistrar} and by the
 * hub's check of all keys.
 *
 * @param pam services of the machine's PAM, by an id of your own (lower-case letters, digits and hyphens); who of their people may come
 *     in stands under {@code berth.signin.providers}
 */
@ConfigurationProperties(prefix = "berth.auth")
public record PamProperties(@DefaultValue Map<String, Service> pam) {

    public PamProperties {
        pam = Map.copyOf(pam);
    }

    /**
     * One service.
     *
     * @param label its name on the sign-in page; the id where it is left out
     * @param service name of a file in {@code /etc/pam.d} that says how passwords and accounts are checked
     * @param threads how many passwords are checked at once
     * @param timeout how long to wait for an answer; PAM itself may delay the answer to a wrong password by seconds
     * @param minUid accounts with a lower UID never come in
     */
    public record Service(
            @DefaultValue("") String label,
            @DefaultValue("login") String service,
            @DefaultValue("4") int threads,
            @DefaultValue("30s") Duration timeout,
            @DefaultValue("1000") long minUid) {}
}

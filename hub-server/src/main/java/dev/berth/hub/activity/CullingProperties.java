package dev.berth.hub.activity;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How idle servers are found. The profile decides after which time a server counts as idle ({@code idle-timeout}).
 *
 * @param enabled whether servers are stopped when they are idle or reach their maximum lifetime
 * @param interval how often to look for idle servers
 * @param probeTimeout how long a server can take to report its kernels and terminals
 * @param concurrency how many servers one hub queries at the same time
 * @param uncountedPaths paths below a server whose requests and messages are not use, for example because an extension polls them: {@code /ext/poll},
 *     or {@code /ext/*} for all that begin like it
 */
@ConfigurationProperties("berth.culling")
public record CullingProperties(
        @DefaultValue("true") boolean enabled,

        @DefaultValue("30s") @DurationMin(nanos = 1, message = "Use a time above zero, such as 30s")
        Duration interval,

        @DefaultValue("10s") @DurationMin(nanos = 1, message = "Use a time above zero, such as 10s")
        Duration probeTimeout,

        @DefaultValue("32") @Min(1) int concurrency,

        @DefaultValue
        List<
                        @Pattern(
                                regexp = "/[^?#\\s*]*\\*?",
                                message = "Use a path below the server, such as /ext/poll or /ext/*")
                        String>
                uncountedPaths) {}

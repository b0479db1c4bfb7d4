package dev.berth.hub.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The REST API.
 *
 * @param jupyterhubVersion the JupyterHub version that the hub reports; single-user servers compare it with their own
 * @param pageDefault number of rows on a page if the request does not set a limit
 * @param pageMax maximum number of rows on a page
 */
@ConfigurationProperties("berth.api")
record ApiProperties(
        @DefaultValue("5.5.4")
        @Pattern(regexp = "\\d+\\.\\d+\\.\\d+[A-Za-z0-9.]{0,20}", message = "Use a version such as 5.5.4") String jupyterhubVersion,

        @DefaultValue("50") @Min(1) int pageDefault,
        @DefaultValue("200") @Max(10_000) int pageMax) {

    ApiProperties {
        if (pageMax < pageDefault) {
            throw new IllegalArgumentException("berth.api.page-max is " + pageMax
                    + ", less than berth.api.page-default, " + pageDefault + ". Use at least as much");
        }
    }
}

package dev.berth.hub.api;

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
        @DefaultValue("5.5.4") String jupyterhubVersion,
        @DefaultValue("50") int pageDefault,
        @DefaultValue("200") int pageMax) {

    ApiProperties {
        if (!jupyterhubVersion.matches("\\d+\\.\\d+\\.\\d+[A-Za-z0-9.]{0,20}")) {
            throw new IllegalArgumentException(
                    "berth.api.jupyterhub-version is \"" + jupyterhubVersion + "\". Use a version such as 5.5.4");
        }
        if (pageDefault < 1 || pageMax < pageDefault || pageMax > 10_000) {
            throw new IllegalArgumentException("berth.api.page-default is " + pageDefault
                    + " and berth.api.page-max is " + pageMax + ". Use 1 <= page-default <= page-max <= 10000");
        }
    }
}

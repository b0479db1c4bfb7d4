package dev.berth.hub.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The REST API.
 *
 * @param jupyterhubVersion the version of JupyterHub that the hub says it is; single-user servers compare it with their own
 * @param pageDefault rows on a page of a list when the request names no limit
 * @param pageMax most rows on a page
 */
@ConfigurationProperties("berth.api")
record ApiProperties(
        @DefaultValue("5.5.4") String jupyterhubVersion,
        @DefaultValue("50") int pageDefault,
        @DefaultValue("200") int pageMax) {

    ApiProperties {
        if (!jupyterhubVersion.matches("\\d+\\.\\d+\\.\\d+[A-Za-z0-9.]{0,20}")) {
            throw new IllegalArgumentException(
                    "berth.api.jupyterhub-version is \"" + jupyterhubVersion + "\": use a version such as 5.5.4");
        }
        if (pageDefault < 1 || pageMax < pageDefault || pageMax > 10_000) {
            throw new IllegalArgumentException("berth.api.page-default is " + pageDefault
                    + " and berth.api.page-max is " + pageMax + ": use 1 <= page-default <= page-max <= 10000");
        }
    }
}

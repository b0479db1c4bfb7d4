package dev.berth.hub.monitor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Log lines.
 *
 * @param format plain lines for people, or one JSON object per line in the Elastic Common Schema
 */
@ConfigurationProperties("berth.log")
record LogProperties(@DefaultValue("plain") Format format) {

    /** The format of a line. */
    enum Format {
        PLAIN,
        ECS
    }
}

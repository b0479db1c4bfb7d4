package dev.berth.hub.monitor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Log lines.
 *
 * @param format plain lines for people, or one JSON object on each line in Elastic's common schema
 */
@ConfigurationProperties("berth.log")
record LogProperties(@DefaultValue("plain") Format format) {

    /** How a line is written. */
    enum Format {
        PLAIN,
        ECS
    }
}

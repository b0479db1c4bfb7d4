package dev.berth.hub.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The address at which proxies and servers find this hub; browsers never use it.
 *
 * @param address address of the internal port
 * @param port the internal port; 0 for any free port
 */
@ConfigurationProperties("berth.hub")
record InternalProperties(
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8081") @Min(0) @Max(65535) int port) {}

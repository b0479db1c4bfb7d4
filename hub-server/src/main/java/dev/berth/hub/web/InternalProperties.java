package dev.berth.hub.web;

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
        @DefaultValue("8081") int port) {}

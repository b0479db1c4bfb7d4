package dev.berth.bench.plugin;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of a measured hub.
 *
 * @param port the port of the listener that answers for all servers
 * @param servers a file that remembers the servers while the hub restarts
 */
@ConfigurationProperties("berth.bench")
public record BenchProperties(int port, Path servers) {}

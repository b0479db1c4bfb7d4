package dev.berth.hub.command;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** What an import works with, in addition to what all commands do. Of servers it needs only their rows. */
@Import(CommandConfiguration.class)
@ComponentScan(basePackages = "dev.berth.hub.jupyterhub")
@ComponentScan(
        basePackages = "dev.berth.hub.server",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "dev[.]berth[.]hub[.]server[.](StoppedServers|WishRepository)"))
class ImportConfiguration {}

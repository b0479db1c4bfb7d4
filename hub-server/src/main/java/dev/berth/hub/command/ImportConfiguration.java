package dev.berth.hub.command;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** What an import works with, in addition to what all commands do. Of servers and shares it needs only the rows. */
@Import(CommandConfiguration.class)
@ComponentScan(basePackages = "dev.berth.hub.jupyterhub")
@ComponentScan(
        basePackages = "dev.berth.hub.server",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "dev[.]berth[.]hub[.]server[.](ProgressLog|ServerDirectory|StoppedServers|WishRepository)"))
@ComponentScan(
        basePackages = "dev.berth.hub.share",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "dev[.]berth[.]hub[.]share[.](ForeignShares|JdbcShareRepository|ShareGrants|ShareRecord|ShareRules|Shares)"))
class ImportConfiguration {}

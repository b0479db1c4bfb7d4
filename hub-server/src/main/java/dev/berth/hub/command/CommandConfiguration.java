package dev.berth.hub.command;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The part of the hub that commands work with: accounts, the database and the feed to the proxies. No {@code @Configuration}, so that
 * the hub's own scan does not find it.
 */
@ComponentScan(
        basePackages = {
            "dev.berth.hub.access",
            "dev.berth.hub.audit",
            "dev.berth.hub.clock",
            "dev.berth.hub.database",
            "dev.berth.hub.hint",
            "dev.berth.hub.keys",
            "dev.berth.hub.routing",
            "dev.berth.hub.session",
            "dev.berth.hub.signin",
            "dev.berth.hub.user",
            "dev.berth.hub.web"
        },
        // Started with the context, even where only what is asked for comes into being.
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "dev[.]berth[.]hub[.][a-z.]+[.][A-Z][A-Za-z]*Loop"))
@ConfigurationPropertiesScan("dev.berth.hub")
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
class CommandConfiguration {}

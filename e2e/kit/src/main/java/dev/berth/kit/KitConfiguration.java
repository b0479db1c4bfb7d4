package dev.berth.kit;

import dev.berth.hub.access.KitElevation;
import dev.berth.hub.access.KitRoles;
import dev.berth.hub.access.KitServices;
import dev.berth.hub.access.KitTokens;
import dev.berth.hub.administration.KitNames;
import dev.berth.hub.administration.KitUserAdministration;
import dev.berth.hub.api.KitApiModels;
import dev.berth.hub.api.ServerProcesses;
import dev.berth.hub.oauth.KitClients;
import dev.berth.hub.routing.KitServiceGrants;
import dev.berth.hub.server.KitServerRecords;
import dev.berth.hub.service.KitServiceProcesses;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What the kit adds to the hub's context, and what it replaces. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KitProperties.class)
@Import({
    KitApiModels.class,
    KitElevation.class,
    KitNames.class,
    KitRoles.class,
    KitServices.class,
    KitClients.class,
    KitServiceGrants.class,
    KitTokens.class,
    KitUserAdministration.class,
    KitPasswords.class,
    KitIdentities.class,
    KitSettings.class,
    ConfigurationOverrides.class,
    KitPermissions.class,
    KitUsers.class,
    ServiceRemoval.class,
    KitDatabase.class,
    Reset.class,
    ResetController.class,
    SettingsController.class,
    ServersController.class,
    KitServerRecords.class,
    KitServiceProcesses.class,
    UsersController.class,
    TokensController.class,
    RolesController.class,
    GroupsController.class,
    ServicesController.class,
    OAuthClientsController.class,
    KitErrors.class
})
class KitConfiguration {

    /** Right after the filter that recognizes the hub's own proxies. */
    private static final int AFTER_THE_PROXY_FILTER = Ordered.HIGHEST_PRECEDENCE + 11;

    /** Static, because it must exist before the beans that it makes again. */
    @Bean
    static Reconfiguration reconfiguration() {
        return new Reconfiguration();
    }

    @Bean
    FilterRegistrationBean<ControlFilter> controlFilter(KitSecrets secrets) {
        FilterRegistrationBean<ControlFilter> registration = new FilterRegistrationBean<>(new ControlFilter(secrets));
        registration.setOrder(AFTER_THE_PROXY_FILTER);
        registration.addUrlPatterns(ControlFilter.ROOT + "*");
        return registration;
    }

    /** After the filters that find out who sends a request. */
    @Bean
    FilterRegistrationBean<StartQueries> startQueries(KitSpawner spawner) {
        FilterRegistrationBean<StartQueries> registration = new FilterRegistrationBean<>(new StartQueries(spawner));
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    @Bean(destroyMethod = "close")
    KitSpawner kitSpawner(KitProperties properties) {
        return new KitSpawner(properties);
    }

    @Bean
    ServerProcesses serverProcesses(KitSpawner spawner) {
        return spawner::pid;
    }

    /** Before the hub looks whether it needs a first administrator. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ApplicationRunner firstUsers(KitDatabase database, Reset reset) {
        return _ -> {
            database.claim();
            reset.restore();
        };
    }
}

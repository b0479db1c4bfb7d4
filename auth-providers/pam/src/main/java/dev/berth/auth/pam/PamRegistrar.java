package dev.berth.auth.pam;

import dev.berth.auth.pam.PamProperties.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.Environment;

/** Registers one bean for each configured service; an unknown key or a contradiction stops the start. */
final class PamRegistrar implements BeanRegistrar {

    static final String PREFIX = "berth.auth.pam";

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        configured(environment)
                .forEach((id, service) -> registry.registerBean(
                        "pam-" + id,
                        PamAccounts.class,
                        bean -> bean.supplier(context -> PamAccounts.open(id, service))));
    }

    static Map<String, Service> configured(Environment environment) {
        Map<String, Service> services = Binder.get(environment)
                .bind(
                        PREFIX,
                        Bindable.mapOf(String.class, Service.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .orElse(Map.of());
        List<String> problems = new ArrayList<>();
        services.forEach((id, service) -> ServiceProblems.tell(id, service, (key, text) -> problems.add(text)));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return services;
    }
}

package dev.berth.auth.ldap;

import dev.berth.auth.ldap.LdapProperties.Directory;
import java.time.InstantSource;
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

/** Registers one bean for each configured directory; an unknown key or a contradiction stops the start. */
final class LdapRegistrar implements BeanRegistrar {

    static final String PREFIX = "berth.auth.ldap";

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        configured(environment)
                .forEach((id, directory) -> registry.registerBean(
                        "ldap-" + id,
                        LdapDirectory.class,
                        bean -> bean.supplier(context -> LdapDirectory.open(id, directory, InstantSource.system()))));
    }

    static Map<String, Directory> configured(Environment environment) {
        Map<String, Directory> directories = Binder.get(environment)
                .bind(
                        PREFIX,
                        Bindable.mapOf(String.class, Directory.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .orElse(Map.of());
        List<String> problems = new ArrayList<>();
        directories.forEach(
                (id, directory) -> DirectoryProblems.tell(id, directory, (key, text) -> problems.add(text)));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return directories;
    }
}

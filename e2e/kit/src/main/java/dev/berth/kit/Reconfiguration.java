package dev.berth.kit;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.HotSwappableTargetSource;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;

/**
 * Makes beans of the hub again, with other configuration, while the hub runs. Each is a proxy of the hub's own class; behind it is an
 * instance that the hub's own constructor made. Only beans that keep nothing between two calls are made again.
 */
final class Reconfiguration implements BeanPostProcessor, BeanFactoryAware {

    /** By name, because some are package-private. A name that is no longer right stops the start. */
    private static final List<String> CLASSES = List.of(
            "dev.berth.hub.access.ScopeCatalog",
            "dev.berth.hub.access.Tokens",
            "dev.berth.hub.api.GroupsApi",
            "dev.berth.hub.api.ProxyApi",
            "dev.berth.hub.api.ReceivedSharesApi",
            "dev.berth.hub.api.ShareCodesApi",
            "dev.berth.hub.api.SharesApi",
            "dev.berth.hub.api.UsersApi",
            "dev.berth.hub.profile.Profiles",
            "dev.berth.hub.server.ServerChanges",
            "dev.berth.hub.server.ServerRequests",
            "dev.berth.hub.server.ServerWaits",
            "dev.berth.hub.signin.Admission",
            "dev.berth.hub.signin.refresh.BeforeStart",
            "dev.berth.hub.web.Links");

    private final Set<Class<?>> types = CLASSES.stream()
            .map(name -> ClassUtils.resolveClassName(name, Reconfiguration.class.getClassLoader()))
            .collect(Collectors.toSet());
    private final Map<String, Swappable> beans = new TreeMap<>();
    private ConfigurableListableBeanFactory factory =
            new org.springframework.beans.factory.support.DefaultListableBeanFactory();

    private record Swappable(Class<?> type, HotSwappableTargetSource target) {}

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        factory = (ConfigurableListableBeanFactory) beanFactory;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!types.contains(bean.getClass())) {
            return bean;
        }
        HotSwappableTargetSource target = new HotSwappableTargetSource(bean);
        beans.put(name, new Swappable(bean.getClass(), target));
        ProxyFactory proxy = new ProxyFactory();
        proxy.setTargetSource(target);
        proxy.setProxyTargetClass(true);
        return proxy.getProxy(bean.getClass().getClassLoader());
    }

    /** The classes of configuration that these beans need. */
    Set<Class<?>> properties() {
        return beans.values().stream()
                .flatMap(bean -> Arrays.stream(constructor(bean.type()).getParameterTypes()))
                .filter(ConfigurationOverrides::isProperties)
                .collect(Collectors.toSet());
    }

    /** Makes all beans again, with these instances of their configuration. All are made before the first of them is used. */
    void apply(Map<Class<?>, Object> properties) {
        Map<Swappable, Object> made = new HashMap<>();
        beans.forEach((name, bean) -> made.put(bean, instance(name, bean.type(), properties)));
        made.forEach((bean, instance) -> bean.target().swap(instance));
    }

    private Object instance(String name, Class<?> type, Map<Class<?>, Object> properties) {
        Constructor<?> constructor = constructor(type);
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < constructor.getParameterCount(); i++) {
            Object changed = properties.get(constructor.getParameterTypes()[i]);
            arguments.add(
                    changed != null
                            ? changed
                            : factory.resolveDependency(
                                    new DependencyDescriptor(new MethodParameter(constructor, i), true), name));
        }
        return BeanUtils.instantiateClass(constructor, arguments.toArray());
    }

    /** As Spring chooses it: the only one, or the marked one. */
    private static Constructor<?> constructor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(each -> type.getDeclaredConstructors().length == 1 || each.isAnnotationPresent(Autowired.class))
                .findFirst()
                .orElseThrow();
    }
}

package dev.berth.hub.service;

import dev.berth.hub.access.AccessProperties;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.ServiceUrl;
import dev.berth.spi.check.ConfigurationCheck;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Checks the accounts of services, and that the hub can start those with a {@code command}. */
final class ServiceCommandCheck implements ConfigurationCheck {

    private static final String KEY = "berth.access.services";

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(AccessProperties.class)
                .ifPresent(properties -> check(properties.declaredServices(), settings, problems));
    }

    private static void check(List<Service> services, Settings settings, Problems problems) {
        for (int i = 0; i < services.size(); i++) {
            Service service = services.get(i);
            // The key of its name, so that the file and the line can be told.
            Report report = new Report(KEY + "[" + i + "].name", KEY + ": \"" + service.name() + "\" ", problems);
            if (service.command() == null) {
                external(service, report);
            } else {
                command(service, settings, report);
            }
        }
    }

    /** Reports what is wrong with one service; the texts continue its name. */
    private record Report(String key, String name, Problems problems) {

        void problem(String text) {
            problems.add(key, name + text);
        }

        void warning(String text) {
            problems.warn(key, name + text);
        }
    }

    private static void command(Service service, Settings settings, Report report) {
        if ("kubernetes".equals(settings.value("berth.spawner.type"))) {
            report.problem(
                    "has a command, but hubs on Kubernetes do not start programs. Deploy it in the cluster, set url to"
                            + " the address of its Service, and remove command");
        } else if (service.account() == null) {
            own(report);
        } else {
            other(service.account(), report);
        }
    }

    private static void own(Report report) {
        if (SystemAccount.ownUid() == 0) {
            report.problem(
                    "has a command, and the hub runs as root. Set user to the account under which it should run");
        } else {
            report.warning(
                    "has a command, but no user, so it runs under the hub's own account and can read everything that"
                            + " the hub can, including its keys. Run the hub as root and set user, or run the service outside"
                            + " of the hub");
        }
    }

    private static void other(String user, Report report) {
        Optional<SystemAccount> account = SystemAccount.find(user);
        if (account.isEmpty()) {
            report.problem("has the user \"" + user + "\", but this machine has no such account. Create it with:"
                    + " useradd --system --no-create-home " + user);
        } else if (account.get().uid() == 0) {
            report.problem("has the user \"" + user + "\", which is root. Use another account");
        } else if (SystemAccount.ownUid() != 0 && account.get().uid() != SystemAccount.ownUid()) {
            report.problem("has the user \"" + user + "\", but only a hub that runs as root can start programs under"
                    + " another account. Remove user, or run the hub as root");
        }
    }

    /** On the proxy's own machine, anybody could listen on the port of a service that does not run, and would get its visitors' tokens. */
    private static void external(Service service, Report report) {
        if (service.account() != null && SystemAccount.find(service.account()).isEmpty()) {
            report.problem("has the user \"" + service.account() + "\", but this machine has no such account");
        } else if (service.account() == null && isLocal(service)) {
            report.warning(
                    "listens on this machine, but has no user. While it does not run, every account of this machine can"
                            + " listen on its port and receive the tokens of its visitors. Set user to the account under which"
                            + " it runs");
        }
    }

    private static boolean isLocal(Service service) {
        return Optional.ofNullable(service.url()).flatMap(ServiceUrl::parse).map(ServiceUrl::host).stream()
                .anyMatch(host -> host.equals("localhost") || isLoopback(host));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}

package dev.berth.hub.access;

import java.util.function.Consumer;

/** Checks the values of one declared service. */
final class DeclaredService {

    private final Service service;
    private final ScopeCatalog catalog;
    private final Consumer<String> report;

    DeclaredService(Service service, ScopeCatalog catalog, Consumer<String> report) {
        this.service = service;
        this.catalog = catalog;
        this.report = text -> report.accept("\"" + service.name() + "\" " + text);
    }

    void check() {
        if (service.url() != null && ServiceUrl.problem(service.url()) != null) {
            report.accept("has the url \"" + service.url() + "\", which " + ServiceUrl.problem(service.url()));
        }
        Service.Client client = service.client();
        if (client != null) {
            check(client);
        }
        Service.Command command = service.command();
        if (command != null && !command.words().getFirst().startsWith("/")) {
            report.accept("has the command \"" + command.words().getFirst()
                    + "\". Use the complete path of a program, such as" + " /usr/bin/python3");
        }
        String folder = command == null ? null : command.folder();
        if (folder != null && !folder.startsWith("/")) {
            report.accept("has the cwd \"" + folder + "\". Use an absolute path");
        }
    }

    private void check(Service.Client client) {
        if (!ServiceClientId.isValid(client.id())) {
            report.accept("has the oauth-client-id \"" + client.id()
                    + "\", but it must be service- followed by 1 to 300 characters of A-Z, a-z, 0-9, - _ . ~ %");
        }
        String redirect = client.redirectUri();
        if (redirect != null && !RedirectUri.isValid(redirect)) {
            report.accept("has the oauth-redirect-uri \"" + redirect + "\". " + RedirectUri.RULE);
        }
        client.allowedScopes().stream()
                .filter(scope -> catalog.parse(scope).isEmpty())
                .forEach(scope -> report.accept(
                        "has the scope \"" + scope + "\" in oauth-client-allowed-scopes, which does not exist"));
    }
}

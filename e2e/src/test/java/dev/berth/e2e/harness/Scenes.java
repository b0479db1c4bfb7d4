package dev.berth.e2e.harness;

import dev.berth.e2e.harness.Stage.Scene;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The steps to every page and state of a {@link Stage}, by the name of its picture. */
final class Scenes {

    private final AtomicInteger turn = new AtomicInteger();
    private final String home;

    Scenes(String home) {
        this.home = home;
    }

    /** The pages that are visible without signing in. */
    Map<String, Scene> ofNobody() {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        scenes.put("sign-in", at("hub/login"));
        scenes.put("sign-in-refused", page -> Chromium.signIn(page, home, "nobody-" + turn.incrementAndGet(), "wrong"));
        scenes.put("sign-in-unavailable", at("hub/login?problem=unavailable"));
        scenes.put("signed-out", at("hub/signed-out?provider=campus"));
        scenes.put("code", page -> Chromium.signIn(page, home, "finn", FormVisitor.PASSWORD));
        scenes.put("code-refused", page -> {
            Chromium.signIn(page, home, "finn", FormVisitor.PASSWORD);
            page.fill("#code", "000000");
            page.click("main form button");
        });
        scenes.put("code-to-set-up", page -> Chromium.signIn(page, home, "gil", FormVisitor.PASSWORD));
        scenes.put("invitation", at("hub/invite"));
        scenes.put("invitation-invalid", page -> {
            page.navigate(home + "hub/invite#0123456789");
            page.fill("input[name=password]", FormVisitor.PASSWORD);
            page.fill("input[name=repeated]", FormVisitor.PASSWORD);
            page.click("main form button");
        });
        return scenes;
    }

    /** The pages of each person, signed in as that person. */
    Map<String, Map<String, Scene>> ofPeople() {
        Map<String, Map<String, Scene>> people = new LinkedHashMap<>();
        people.put("ann", ann());
        people.put(
                "bob",
                Map.of(
                        "home-ready", withLog("hub/home"),
                        "log", at("hub/home/log/bob"),
                        "usage", at("hub/usage")));
        people.put("cid", Map.of("home-starting", at("hub/home"), "start-pending", at("hub/spawn-pending/cid")));
        people.put(
                "dan",
                Map.of(
                        "home-failed", at("hub/home"),
                        "start-failed", at("hub/spawn-pending/dan"),
                        "log-masked", at("hub/home/log/dan")));
        people.put("eve", Map.of("home-idle", at("hub/home"), "not-running", at("user/eve/lab")));
        people.put("finn", Map.of("second-factor-on", at("hub/second-factor")));
        people.put(
                Stage.HOSTILE, Map.of("home-hostile", at("hub/home"), "start-hostile", at("hub/spawn?server=another")));
        people.put("admin", admin());
        return people;
    }

    private Map<String, Scene> ann() {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        scenes.put("home-new", at("hub/home"));
        scenes.put("start", at("hub/spawn/ann"));
        scenes.put("start-refused", page -> {
            page.navigate(home + "hub/spawn/ann");
            page.fill("input[name='option.light.course']", "not allowed!");
            page.evaluate("document.querySelector('main form').noValidate = true");
            page.click("main form button");
        });
        scenes.put("account", at("hub/token"));
        scenes.put("account-new-token", page -> {
            page.navigate(home + "hub/token");
            page.fill("input[name=note]", "A notebook on my laptop");
            page.click("form[action$='/hub/token'] button");
        });
        scenes.put("account-refused", page -> {
            page.navigate(home + "hub/token");
            page.selectOption("select[name=rights]", "own");
            page.fill("input[name=scopes]", "admin:users " + Stage.HOSTILE);
            page.click("form[action$='/hub/token'] button");
        });
        scenes.put("second-factor", at("hub/second-factor"));
        scenes.put("password", at("hub/password"));
        scenes.put("password-refused", page -> {
            page.navigate(home + "hub/password");
            page.fill("input[name=current]", FormVisitor.PASSWORD);
            page.fill("input[name=password]", "another good password");
            page.fill("input[name=repeated]", "another one");
            page.click("main form button");
        });
        scenes.put("sign-out", at("hub/logout"));
        scenes.put("api-docs", page -> {
            page.navigate(home + "hub/api-docs");
            page.locator(".opblock").first().waitFor();
        });
        scenes.put("error-not-found", at("hub/nothing-here"));
        scenes.put("error-forbidden", at("hub/admin"));
        return scenes;
    }

    private Map<String, Scene> admin() {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        scenes.put("console-overview", at("hub/admin"));
        scenes.putAll(users());
        scenes.put("console-servers", at("hub/admin/servers"));
        scenes.put("console-servers-stopped", at("hub/admin/servers?state=STOPPED"));
        scenes.put("console-servers-none", at("hub/admin/servers?q=nobody-is-called-this"));
        scenes.put("console-enter", at("hub/admin/enter/bob"));
        scenes.put("console-groups", at("hub/admin/groups"));
        scenes.put("console-group", at("hub/admin/groups/physics"));
        scenes.put("console-roles", at("hub/admin/roles"));
        scenes.put("console-services", at("hub/admin/services"));
        scenes.put("console-usage", at("hub/admin/usage"));
        scenes.put("console-usage-none", at("hub/admin/usage?from=2020-01-01&until=2020-01-07&by=PRODUCT"));
        scenes.put("console-audit", at("hub/admin/audit"));
        scenes.put("console-audit-none", at("hub/admin/audit?person=nobody"));
        scenes.put("console-health", at("hub/admin/health"));
        scenes.put("console-configuration", at("hub/admin/configuration?set=true"));
        scenes.putAll(sharing());
        scenes.put("console-bulk", page -> {
            page.navigate(home + "hub/admin/users?q=student");
            page.locator("input[name=item]").first().check();
            page.locator("input[name=item]").nth(1).check();
            page.click(".bulk button");
        });
        scenes.put("console-bulk-nothing", page -> {
            page.navigate(home + "hub/admin/users");
            page.click(".bulk button");
        });
        return scenes;
    }

    private Map<String, Scene> users() {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        scenes.put("console-users", at("hub/admin/users"));
        scenes.put("console-users-last", at("hub/admin/users?offset=50"));
        scenes.put("console-users-none", at("hub/admin/users?q=nobody-is-called-this"));
        scenes.put("console-user", at("hub/admin/users/ann"));
        scenes.put("console-user-hostile", at("hub/admin/users/" + Stage.segment(Stage.HOSTILE)));
        scenes.put("console-user-running", at("hub/admin/users/bob"));
        scenes.put("console-invitation", page -> {
            page.navigate(home + "hub/admin/users");
            page.fill("form[action$='/hub/admin/users'] input[name=name]", "new-" + turn.incrementAndGet());
            page.click("form[action$='/hub/admin/users'] button");
        });
        return scenes;
    }

    private Map<String, Scene> sharing() {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        scenes.put("share", at("hub/home/share/admin"));
        scenes.put("share-link", page -> {
            page.navigate(home + "hub/home/share/admin");
            page.click("form[action$='/hub/home/share-link/admin'] button");
        });
        scenes.put("share-refused", page -> {
            page.navigate(home + "hub/home/share/admin");
            page.fill("#recipient", "nobody-is-called-this");
            page.click("form[action$='/hub/home/share/admin'] button");
        });
        return scenes;
    }

    private Scene at(String path) {
        return page -> page.navigate(home + path);
    }

    /** With the log expanded, which is fetched at that moment. */
    private Scene withLog(String path) {
        return page -> {
            page.navigate(home + path);
            page.locator("summary").last().click();
            page.locator("pre.log, p.soft.small").first().waitFor();
        };
    }
}

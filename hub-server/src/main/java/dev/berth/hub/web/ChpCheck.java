package dev.berth.hub.web;

import dev.berth.spi.check.ConfigurationCheck;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Checks that the hub can use configurable-http-proxy, and what it cannot offer with it. */
class ChpCheck implements ConfigurationCheck {

    @Override
    public void check(Settings settings, Problems problems) {
        if (ChpProperties.isChosen(settings.value("berth.proxy.type"))) {
            settings.bound(ChpProperties.class).ifPresent(properties -> check(properties, problems));
            settings.bound(PublicProperties.class).ifPresent(properties -> check(properties, settings, problems));
        }
    }

    private static void check(ChpProperties properties, Problems problems) {
        URI api = properties.apiUrl();
        url("berth.chp.api-url", api, "of configurable-http-proxy's REST API, such as http://127.0.0.1:8001", problems);
        url(
                "berth.chp.hub-url",
                properties.hubUrl(),
                "of the hub's internal port, such as http://127.0.0.1:8081",
                problems);
        if (api != null && "http".equals(api.getScheme()) && !isLoopback(String.valueOf(api.getHost()))) {
            problems.warn(
                    "berth.chp.api-url",
                    "berth.chp.api-url is \"" + api
                            + "\". Whoever can read the traffic learns the token that controls all routes. Use https");
        }
        file("berth.chp.token-file", properties.tokenFile(), true, problems);
        file("berth.chp.ca-file", properties.caFile(), false, problems);
        if (properties.addresses().isEmpty()) {
            problems.add(
                    "berth.chp.addresses",
                    "berth.chp.addresses is not set. Set it to the addresses from which configurable-http-proxy connects"
                            + " to the hub, such as 10.0.0.5/32");
        }
        properties.addresses().forEach(block -> address(block, problems));
    }

    private static void check(PublicProperties properties, Settings settings, Problems problems) {
        String type = "berth.proxy.type is chp: ";
        if (settings.value("berth.public-url") == null) {
            problems.add(
                    "berth.public-url",
                    type
                            + "berth.public-url must be set, because configurable-http-proxy does not tell the hub reliably"
                            + " how browsers reach it");
        }
        if (!properties.baseUrl().equals("/")) {
            problems.add(
                    "berth.base-url",
                    type + "berth.base-url must be /. It is \"" + properties.baseUrl()
                            + "\". Use Berth's proxy for other base URLs");
        }
        if (properties.hosts().perUser()) {
            problems.add(
                    "berth.hosts.per-user",
                    type + "berth.hosts.per-user must be false. Use Berth's proxy to give users separate hosts");
        }
    }

    private static void url(String key, @Nullable URI url, String whose, Problems problems) {
        if (url == null
                || url.getHost() == null
                || !String.valueOf(url.getScheme()).matches("https?")) {
            problems.add(key, key + " is " + shown(url) + ". Set it to the address " + whose);
        }
    }

    private static void file(String key, @Nullable Path file, boolean required, Problems problems) {
        if (file == null ? required : !Files.isReadable(file)) {
            problems.add(key, key + " is " + shown(file) + ". Set it to a file that the hub can read");
        }
    }

    private static void address(String block, Problems problems) {
        try {
            var _ = new IpAddressMatcher(block);
        } catch (IllegalArgumentException noBlock) {
            problems.add(
                    "berth.chp.addresses",
                    "berth.chp.addresses contains \"" + block
                            + "\", which is not a CIDR block. Use addresses such as 10.0.0.5/32");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "not set" : "\"" + value + "\"";
    }
}

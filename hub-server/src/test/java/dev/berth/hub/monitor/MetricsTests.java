package dev.berth.hub.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.spawn.InMemoryWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the metrics that Prometheus reads with the page and the dashboard. */
class MetricsTests {

    private static final Pattern OURS = Pattern.compile("(berth|jupyterhub)_[a-z0-9_]+");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");

    private static HubUnderTest hub;
    private static String token;

    @BeforeAll
    static void somethingHappens() {
        hub = HubUnderTest.start(
                TestDatabase.fresh(),
                new InMemoryWorld(),
                "berth.metrics.refresh=1s",
                "berth.auth.oauth2.nowhere.kind=oidc",
                "berth.auth.oauth2.nowhere.issuer=https://nowhere.example",
                "berth.auth.oauth2.nowhere.client-id=berth",
                "berth.auth.oauth2.nowhere.client-secret=secret",
                "berth.culling.enabled=true",
                "berth.culling.interval=200ms");
        hub.admin("boss");
        token = hub.token("boss", "read:metrics");
        var _ = hub.startServer("ann", "");
        hub.await("ann", ServerState.READY);
        new HubBrowser(hub.port(), hub.proxySecret()).signIn("ann", "wrong");
        HubBrowser browser = hub.browser("ann");
        var _ = browser.get("/hub/home");
        var _ = browser.fill("/hub/logout", java.util.Map.of());
        hub.jdbc()
                .sql("insert into proxies (name, feed, applied, seen_at, connected_until)"
                        + " select 'p1', feed, greatest(seq - 2, 0), now(), now() + interval '1 hour' from feed_head")
                .update();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void everyMetricOfOursIsScrapedWithItsTypeAndLabels() {
        String scrape = scrape();
        for (Metric metric : Metric.values()) {
            if (metric.reach() == Metric.Reach.PROXY) {
                continue;
            }
            String type = switch (metric.kind()) {
                case GAUGE, SECONDS, BYTES -> "gauge";
                case COUNTER -> "counter";
                case TIMER -> "histogram";
            };
            assertThat(scrape).contains("# TYPE " + metric.exported() + " " + type);
            assertThat(scrape).contains("# HELP " + metric.exported() + " " + metric.description());
            assertThat(labels(scrape, metric.exported()))
                    .as(metric.exported())
                    .isEqualTo(new TreeSet<>(metric.labels()));
        }
    }

    @Test
    void nothingOfOursIsScrapedThatThePageDoesNotList() {
        Set<String> listed =
                Arrays.stream(Metric.values()).map(Metric::exported).collect(Collectors.toSet());
        Set<String> scraped = new TreeSet<>();
        Matcher type = TYPE.matcher(scrape());
        while (type.find()) {
            String name = type.group(1).replaceAll("_max$", "");
            if (OURS.matcher(name).matches()) {
                scraped.add(name);
            }
        }
        assertThat(listed).containsAll(scraped);
    }

    @Test
    void figuresAreTrue() {
        String scrape = scrape();
        assertThat(scrape)
                .contains("berth_servers{state=\"ready\"} 1.0")
                .contains("jupyterhub_running_servers 1.0")
                .contains("berth_feed_lag{proxy=\"p1\"} ")
                .contains("berth_server_start_outcomes_total{outcome=\"ready\",reason=\"NONE\"} 1.0")
                .contains("jupyterhub_server_spawn_duration_seconds_count{status=\"success\"} 1")
                .contains("berth_signins_total{outcome=\"BAD_CREDENTIALS\",provider=\"local\"} 1.0")
                .contains("route=\"/hub/home\"")
                .contains("berth_installation_read 1.0")
                .contains("hikaricp_connections{pool=\"berth\"}");
        assertThat(scrape).doesNotContain("\"ann\"").doesNotContain("\"boss\"");
    }

    @Test
    void onlyWhoMayReadMetricsGetsThem() {
        assertThat(get("/hub/metrics", null).statusCode()).isEqualTo(403);
        assertThat(get("/hub/api/metrics", null).statusCode()).isEqualTo(403);
        assertThat(get("/hub/metrics", hub.token("ann")).statusCode()).isEqualTo(403);
        assertThat(get("/hub/api/metrics", token).statusCode()).isEqualTo(200);
    }

    @Test
    void theDashboardShowsNothingThatIsNotThere() throws IOException {
        String dashboard = Files.readString(Path.of("..", "deploy", "grafana", "berth.json"));
        String scrape = scrape();
        Set<String> proxies = Arrays.stream(Metric.values())
                .filter(metric -> metric.reach() == Metric.Reach.PROXY)
                .map(Metric::exported)
                .collect(Collectors.toSet());
        Matcher named = Pattern.compile("\\b(?:berth|jupyterhub|hikaricp|jvm|process)_[a-z0-9_]+")
                .matcher(dashboard);
        Set<String> missing = new TreeSet<>();
        int found = 0;
        while (named.find()) {
            String name = named.group();
            found++;
            String family = name.replaceAll("_(bucket|count|sum)$", "");
            if (!scrape.contains("\n" + name) && !proxies.contains(family)) {
                missing.add(name);
            }
        }
        assertThat(found).isGreaterThan(20);
        assertThat(missing).isEmpty();
    }

    @Test
    void whereTheConfigurationSaysSoEverybodyMayRead() {
        try (HubUnderTest open =
                HubUnderTest.start(TestDatabase.fresh(), new InMemoryWorld(), "berth.metrics.authenticate=false")) {
            assertThat(get(open.port(), "/hub/metrics", null).statusCode()).isEqualTo(200);
        }
    }

    private static Set<String> labels(String scrape, String name) {
        Matcher sample =
                Pattern.compile("(?m)^" + name + "(?:_count)?(?:\\{(.*)})? ").matcher(scrape);
        assertThat(sample.find()).as(name).isTrue();
        String inside = sample.group(1) == null ? "" : sample.group(1);
        return Pattern.compile("([a-z_]+)=\"")
                .matcher(inside)
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String scrape() {
        HttpResponse<String> answer = get("/hub/metrics", token);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> get(String path, String token) {
        return get(hub.port(), path, token);
    }

    private static HttpResponse<String> get(int port, String path, String token) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

"""helm install on a real cluster: two hubs, two proxies and a database; then what operators and clusters do to them."""

import base64
import unittest

import chart
import installation
from installation import NAMESPACE, SERVERS, Steady, get, pods, straight, tunnel, until
from visitor import Visitor

PROBE = """
apiVersion: v1
kind: Pod
metadata: {name: %s, labels: {app: probe}}
spec:
  automountServiceAccountToken: false
  securityContext: {runAsNonRoot: true, runAsUser: 23456, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: main
      image: berth-test/base:latest
      imagePullPolicy: Never
      command: [httpd, -f, -p, "8888", -h, /srv]
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
"""


@unittest.skipIf(installation.cannot_install(), installation.cannot_install())
class InstallTests(unittest.TestCase):
    """Run in the order of their names: each test continues with the state of the previous one."""

    @classmethod
    def setUpClass(cls):
        installation.remove()
        cls.addClassCleanup(installation.remove)
        installation.bring_images()
        chart.kube("create", "namespace", NAMESPACE)
        chart.kube("label", "namespace", NAMESPACE, "pod-security.kubernetes.io/enforce=restricted")
        installation.install("install")
        port = cls.enterClassContext(tunnel("service/berth-proxy", 80))
        cls.admin = straight(Visitor(port).first_admin(installation.one_time_password()))

    def test_01_two_of_each_run_confined(self):
        for component, count in (("hub", 2), ("proxy", 2), ("database", 1)):
            found = pods(component)
            self.assertEqual(count, len(found), component)
            print(component, "restarts:", [pod["status"]["containerStatuses"][0]["restartCount"] for pod in found], flush=True)
        for pod in pods("proxy"):
            self.assertFalse([volume for volume in pod["spec"]["volumes"] if "projected" in volume], "no service account token")

    def test_02_an_upgrade_without_changes_changes_nothing(self):
        before = {each["metadata"]["name"]: each["data"] for each in get("secrets", "--selector=app.kubernetes.io/name=berth")}
        names = {pod["metadata"]["name"] for pod in get("pods")}
        installation.install("upgrade")
        self.assertEqual({"berth", "berth-database", "berth-postgres"}, set(before))
        self.assertEqual(before, {each["metadata"]["name"]: each["data"] for each in get("secrets", "--selector=app.kubernetes.io/name=berth")})
        self.assertEqual(names, {pod["metadata"]["name"] for pod in get("pods")})

    def test_03_no_secret_is_in_a_log(self):
        secrets = [base64.b64decode(value).decode() for each in get("secrets", "--selector=app.kubernetes.io/name=berth") for value in each["data"].values()]
        self.assertGreaterEqual(len(secrets), 4)
        for pod in get("pods"):
            log = chart.kube("logs", "--namespace", NAMESPACE, pod["metadata"]["name"])
            self.assertFalse([secret for secret in secrets if secret in log], pod["metadata"]["name"])

    def test_04_servers_reach_what_they_may_and_nothing_else(self):
        chart.kube("create", "namespace", "berth-install-elsewhere")
        self.addCleanup(chart.kube, "delete", "namespace", "berth-install-elsewhere", "--wait=false")
        for name, namespace in (("one", SERVERS), ("two", SERVERS), ("stranger", "berth-install-elsewhere")):
            chart.kube("create", "--namespace", namespace, "--filename=-", stdin=PROBE % name)
            self.addCleanup(chart.kube, "delete", "pod", name, "--namespace", namespace, "--grace-period=0", "--force", "--ignore-not-found", check=False)
        for name, namespace in (("one", SERVERS), ("two", SERVERS), ("stranger", "berth-install-elsewhere")):
            chart.kube("wait", "--for=condition=Ready", f"pod/{name}", "--namespace", namespace, "--timeout=60s")
        address = {name: get("pods", f"--field-selector=metadata.name={name}", namespace=SERVERS)[0]["status"]["podIP"] for name in ("one", "two")}
        hub, database, proxy = (pods(component)[0]["status"]["podIP"] for component in ("hub", "database", "proxy"))
        api = chart.kube("get", "service", "kubernetes", "--namespace=default", "--output=jsonpath={.spec.clusterIP}")
        behind = chart.kube("get", "endpointslice", "kubernetes", "--namespace=default", "--output=jsonpath={.endpoints[0].addresses[0]} {.ports[0].port}").split()

        until("the policy is in force", lambda: not self.reaches("one", SERVERS, address["two"], 8888))
        self.assertTrue(self.reaches("one", SERVERS, f"berth-proxy.{NAMESPACE}.svc.cluster.local", 80), "a proxy by name, for the hub's API")
        for what, where, port in (
            ("a neighbour", address["two"], 8888),
            ("the API server", api, 443),
            ("the API server behind its Service", behind[0], int(behind[1])),
            ("the database", database, 5432),
            ("a hub", hub, 8081),
            ("the metadata address", "169.254.169.254", 80),
        ):
            self.assertFalse(self.reaches("one", SERVERS, where, port), what)
        for what, where, port in (("a hub", hub, 8081), ("the database", database, 5432), ("a server", address["two"], 8888), ("a proxy's metrics", proxy, 8002)):
            self.assertFalse(self.reaches("stranger", "berth-install-elsewhere", where, port), what)
        self.assertTrue(self.reaches("stranger", "berth-install-elsewhere", proxy, 8000), "everybody can reach a proxy")

    def reaches(self, pod: str, namespace: str, host: str, port: int) -> bool:
        told = chart.kube("exec", "--namespace", namespace, pod, "--", "sh", "-c", f"nc -w 2 {host} {port} </dev/null && echo reached", check=False)
        return "reached" in told

    def test_05_a_server_is_started_followed_used_and_stopped(self):
        status, answer = self.admin.call("POST", "/hub/api/users/admin/server", {})
        self.assertIn(status, (201, 202), answer)
        progress = self.admin.send("GET", "/hub/api/users/admin/server/progress", timeout=installation.LIMIT)[1]
        self.assertIn('"ready": true'.replace(" ", ""), progress.replace(" ", ""), progress)
        (pod,) = self.servers()
        self.assertGreaterEqual(pod["spec"]["containers"][0].get("securityContext", {}).get("runAsUser") or pod["spec"]["securityContext"]["runAsUser"], 20_000)
        self.assertFalse(pod["spec"]["automountServiceAccountToken"])
        self.assertEqual(200, self.admin.call("GET", "/user/admin/api/status")[0])

    def test_06_nobody_notices_that_hubs_are_replaced(self):
        before = {pod["metadata"]["name"] for pod in pods("hub")}
        with Steady(self.admin, "/hub/api/users/admin") as hub, Steady(self.admin, "/user/admin/api/status") as server:
            chart.kube("rollout", "restart", "deployment/berth-hub", "--namespace", NAMESPACE)
            chart.kube("rollout", "status", "deployment/berth-hub", "--namespace", NAMESPACE, f"--timeout={installation.LIMIT}s")
            until("the old ones are gone", lambda: not before & {pod["metadata"]["name"] for pod in get("pods")})
        print("while hubs were replaced: hub", dict(hub.answers), "server", dict(server.answers), flush=True)
        self.assertEqual({200}, set(server.answers))
        self.assertEqual({200}, set(hub.answers))

    def test_07_a_server_goes_on_without_any_hub(self):
        with Steady(self.admin, "/user/admin/api/status") as server:
            chart.kube("scale", "deployment/berth-hub", "--replicas=0", "--namespace", NAMESPACE)
            until("no hub is left", lambda: not [pod for pod in get("pods", "--selector=app.kubernetes.io/component=hub")])
            until("the proxy says so", lambda: self.admin.send("GET", "/hub/api/users/admin")[0] == 503)
            chart.kube("scale", "deployment/berth-hub", "--replicas=2", "--namespace", NAMESPACE)
            chart.kube("rollout", "status", "deployment/berth-hub", "--namespace", NAMESPACE, f"--timeout={installation.LIMIT}s")
            until("a hub answers", lambda: self.admin.send("GET", "/hub/api/users/admin")[0] == 200)
        print("without hubs: server", dict(server.answers), flush=True)
        self.assertEqual({200}, set(server.answers))

    def test_08_a_hub_that_dies_takes_no_start_along(self):
        self.assertIn(self.admin.call("DELETE", "/hub/api/users/admin/server")[0], (202, 204))
        until("the server is gone", lambda: not self.servers())
        self.assertTrue(get("persistentvolumeclaims", namespace=SERVERS), "the home directory is kept")
        self.assertIn(self.admin.call("POST", "/hub/api/users/admin/server", {})[0], (201, 202))
        chart.kube("delete", "pod", "--namespace", NAMESPACE, "--selector=app.kubernetes.io/component=hub", "--grace-period=0", "--force", "--wait=false")
        until("the server is ready", lambda: self.ready())
        self.assertEqual(1, len(self.servers()))
        # A proxy that has lost all hubs retries with increasing delays; until then it responds with 503.
        until("the proxy routes to the server again", lambda: self.admin.send("GET", "/user/admin/api/status")[0] == 200)

    def servers(self) -> list[dict]:
        return [pod for pod in get("pods", namespace=SERVERS) if pod["metadata"]["labels"].get("app") != "probe"]

    def ready(self) -> bool:
        status, user = self.admin.call("GET", "/hub/api/users/admin")
        return status == 200 and bool((user["servers"].get("") or {}).get("ready"))

    def test_09_commands_run_without_a_shell(self):
        told = chart.kube("exec", "--namespace", NAMESPACE, "deployment/berth-hub", "--", "java", "@/opt/berth/hub", "check", check=False)
        self.assertIn("The configuration can be used.", told)
        self.assertIn("executable file not found", chart.kube("exec", "--namespace", NAMESPACE, "deployment/berth-hub", "--", "sh", check=False).lower())

    def test_10_what_nothing_brings_back_stays_and_is_found_again(self):
        installation.helm("uninstall", chart.RELEASE, "--wait")
        self.assertEqual(1, len(self.servers()), "the server keeps running")
        self.assertEqual(3, len(get("secrets", "--selector=app.kubernetes.io/name=berth")))
        installation.install("install")
        with tunnel("service/berth-proxy", 80) as port:
            again = Visitor(port)
            again.token = self.admin.token
            self.assertEqual(200, again.call("GET", "/hub/api/users/admin")[0], "the same database")
            until("the server is adopted", lambda: again.call("GET", "/user/admin/api/status")[0] == 200)


if __name__ == "__main__":
    unittest.main()

"""Validates the objects of each set of values with a real API server, without creating them."""

import json
import os
import shutil
import subprocess
import unittest

import chart
import yaml
from installation import IMPORTER

SERVERS = "berth-dry-run-servers"
GATEWAY_API = "sigs.k8s.io/gateway-api@v1.6.3"
"""The location of the resource definitions: the module itself, from Go's proxy."""


def http_route_definition() -> str | None:
    """Only for a cluster that is for tests only, because a definition is visible to everybody."""
    if not os.environ.get(IMPORTER) or not shutil.which("go"):
        return None
    done = subprocess.run(["go", "mod", "download", "-json", GATEWAY_API], capture_output=True, text=True, cwd="/")
    return f"{json.loads(done.stdout)['Dir']}/config/crd/standard/gateway.networking.k8s.io_httproutes.yaml" if done.returncode == 0 else None


@unittest.skipIf(chart.no_cluster(), chart.no_cluster())
class DryRunTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.namespaces = [chart.NAMESPACE, SERVERS]
        cls.made = [each for each in cls.namespaces if not chart.kube("get", "namespace", each, "--ignore-not-found")]
        for each in cls.made:
            chart.kube("create", "namespace", each)
        # The release's own namespace must also accept "restricted".
        chart.kube("label", "--overwrite", "namespace", *cls.namespaces, "pod-security.kubernetes.io/enforce=restricted", "pod-security.kubernetes.io/warn=restricted")

        cls.definition = None
        if not chart.kube("get", "crd", "httproutes.gateway.networking.k8s.io", "--ignore-not-found"):
            cls.definition = http_route_definition()
        if cls.definition:
            chart.kube("apply", "--server-side", f"--filename={cls.definition}")
            chart.kube("wait", "--for=condition=Established", "crd/httproutes.gateway.networking.k8s.io", "--timeout=60s")

    @classmethod
    def tearDownClass(cls):
        if cls.made:
            chart.kube("delete", "namespace", "--wait=false", *cls.made)
        if cls.definition:
            chart.kube("delete", f"--filename={cls.definition}")

    def test_the_api_server_takes_every_object(self):
        known = chart.kube("api-resources", "--output=name")
        for name in chart.sets():
            with self.subTest(name):
                objects = chart.objects(chart.template("--set", f"singleuser.namespace.name={SERVERS}", values=name))
                if "httproutes" not in known:
                    if any(each["kind"] == "HTTPRoute" for each in objects):
                        print(f"SKIPPED the HTTPRoute of {name}: the cluster does not have the Gateway API", flush=True)
                    objects = [each for each in objects if each["kind"] != "HTTPRoute"]
                for each in objects:
                    if each["kind"] not in ("Namespace", "ClusterRole", "ClusterRoleBinding"):
                        each["metadata"].setdefault("namespace", chart.NAMESPACE)
                told = chart.kube(
                    "apply", "--dry-run=server", "--server-side", "--validate=strict", "--force-conflicts", "--filename=-",
                    stdin=yaml.safe_dump_all(objects),
                )
                self.assertEqual(len(objects), len(told.splitlines()), told)

    def test_pods_of_the_chart_pass_pod_security_restricted(self):
        for name in chart.sets():
            for workload, spec in chart.pod_specs(chart.objects(chart.template(values=name))):
                with self.subTest(f"{name} {workload}"):
                    # The service account does not have to exist for this request.
                    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "trial"}, "spec": {**spec, "serviceAccountName": "default"}}
                    pod["spec"].pop("priorityClassName", None)
                    pod["spec"]["volumes"] = [*spec["volumes"], {"name": "data", "emptyDir": {}}] if lacks_data(spec) else spec["volumes"]
                    chart.kube("create", "--dry-run=server", f"--namespace={chart.NAMESPACE}", "--filename=-", stdin=yaml.safe_dump(pod))


def lacks_data(spec: dict) -> bool:
    """The volume of a claim template."""
    return "data" not in [volume["name"] for volume in spec["volumes"]]


if __name__ == "__main__":
    unittest.main()

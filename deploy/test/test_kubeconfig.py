"""The documented setup without the chart: the hub's service account, its kubeconfig, and what it permits."""

import os
import shlex
import subprocess
import tempfile
import unittest
import uuid

import chart
import yaml

SETUP = chart.TOP / "deploy/kubernetes/users.yaml"
SCRIPT = chart.TOP / "deploy/kubernetes/kubeconfig"


@unittest.skipIf(chart.no_cluster(), chart.no_cluster())
class KubeconfigTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.namespace = f"berth-kubeconfig-{uuid.uuid4().hex[:8]}"
        cls.objects = SETUP.read_text().replace("berth-users", cls.namespace)
        chart.kube("apply", "--filename=-", stdin=cls.objects)
        made = subprocess.run([SCRIPT, cls.namespace], capture_output=True, text=True, env=cls.environment())
        if made.returncode:
            raise AssertionError(made.stderr)
        cls.text = made.stdout
        cls.file = tempfile.NamedTemporaryFile("w", suffix=".kubeconfig")
        cls.file.write(cls.text)
        cls.file.flush()

    @classmethod
    def tearDownClass(cls):
        chart.kube("delete", "--wait=false", "--filename=-", stdin=cls.objects)
        cls.file.close()

    @staticmethod
    def environment() -> dict[str, str]:
        return {**os.environ, "KUBECTL": shlex.join(chart.kubectl())}

    def as_hub(self, *words: str) -> str:
        return chart.kube("--kubeconfig", self.file.name, *words, check=False)

    def test_it_holds_only_the_account_of_the_hub(self):
        config = yaml.safe_load(self.text)
        self.assertEqual(["berth-hub"], [user["name"] for user in config["users"]])
        self.assertEqual(["token"], list(config["users"][0]["user"]))
        self.assertEqual(self.namespace, config["contexts"][0]["context"]["namespace"])
        self.assertIn(f"system:serviceaccount:{self.namespace}:berth-hub", self.as_hub("auth", "whoami"))

    def test_the_hub_may_do_what_it_needs_and_nothing_else(self):
        for verb, resource, namespace, answer in [
            ("create", "pods", self.namespace, "yes"),
            ("delete", "configmaps", self.namespace, "yes"),
            ("list", "nodes", self.namespace, "yes"),
            ("list", "secrets", self.namespace, "no"),
            ("delete", "persistentvolumeclaims", self.namespace, "no"),
            ("create", "pods --subresource=exec", self.namespace, "no"),
            ("create", "pods", "default", "no"),
        ]:
            with self.subTest(f"{verb} {resource} in {namespace}"):
                told = self.as_hub("auth", "can-i", verb, *resource.split(), "--namespace", namespace)
                self.assertEqual(answer, told.split()[0], told)

    def test_made_twice_it_is_the_same(self):
        again = subprocess.run([SCRIPT, self.namespace], capture_output=True, text=True, env=self.environment())
        self.assertEqual(self.text, again.stdout)

    def test_without_the_account_it_says_so(self):
        told = subprocess.run([SCRIPT, "default"], capture_output=True, text=True, env=self.environment())
        self.assertNotEqual(0, told.returncode)
        self.assertIn('serviceaccounts "berth-hub" not found', told.stderr)


if __name__ == "__main__":
    unittest.main()

"""The image as a pod of a real cluster: an arbitrary UID, a read-only root, a volume of its own, Pod Security "restricted" enforced.

Needs KUBECONFIG, kubectl (or its words in KUBECTL), and the image on the nodes under the name in IMAGE; it is never pulled.
"""

import json
import os
import shlex
import shutil
import subprocess
import unittest
from pathlib import Path

KUBECTL = shlex.split(os.environ.get("KUBECTL", "kubectl"))
IMAGE = os.environ.get("IMAGE", "localhost/berth/notebook:base")
SPACE = "berth-image-test"
UID, GID = 1234567, 7654321
LIMIT = "180s"

OBJECTS = [
    {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": SPACE, "labels": {"pod-security.kubernetes.io/enforce": "restricted"}},
    },
    {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": "home", "namespace": SPACE},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}},
    },
    {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "notebook", "namespace": SPACE},
        "spec": {
            "automountServiceAccountToken": False,
            "enableServiceLinks": False,
            "securityContext": {
                "runAsNonRoot": True,
                "runAsUser": UID,
                "runAsGroup": GID,
                "fsGroup": GID,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
            "containers": [
                {
                    "name": "notebook",
                    "image": IMAGE,
                    "imagePullPolicy": "Never",
                    "args": ["--ServerApp.base_url=/user/ada/"],
                    "env": [
                        {"name": "HOME", "value": "/home/ada"},
                        {"name": "JUPYTERHUB_USER", "value": "ada"},
                        {"name": "JUPYTER_TOKEN", "value": "t"},
                    ],
                    "securityContext": {
                        "allowPrivilegeEscalation": False,
                        "readOnlyRootFilesystem": True,
                        "capabilities": {"drop": ["ALL"]},
                    },
                    "readinessProbe": {"tcpSocket": {"port": 8888}, "periodSeconds": 1},
                    "volumeMounts": [{"name": "home", "mountPath": "/home/ada"}, {"name": "tmp", "mountPath": "/tmp"}],
                }
            ],
            "volumes": [{"name": "home", "persistentVolumeClaim": {"claimName": "home"}}, {"name": "tmp", "emptyDir": {}}],
        },
    },
]


def reason_to_skip() -> str | None:
    if not os.environ.get("KUBECONFIG"):
        return "there is no cluster: set KUBECONFIG"
    if not shutil.which(KUBECTL[0]):
        return f"there is no {KUBECTL[0]}: install kubectl, or name another by KUBECTL"
    return None


def kubectl(*words: str, **more: object) -> subprocess.CompletedProcess:
    return subprocess.run([*KUBECTL, *words], capture_output=True, text=True, check=False, timeout=300, **more)


@unittest.skipIf(reason_to_skip(), reason_to_skip())
class PodTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(kubectl, "delete", "namespace", SPACE, "--ignore-not-found", "--timeout", LIMIT)
        for each in OBJECTS:
            made = kubectl("apply", "-f", "-", input=json.dumps(each))
            if made.returncode:
                raise AssertionError(made.stderr)
            if each["kind"] == "Namespace":
                # Pods are refused until the namespace's own account is there.
                kubectl("wait", "-n", SPACE, "--for=create", "serviceaccount/default", "--timeout", LIMIT)
        ready = kubectl("wait", "-n", SPACE, "--for=condition=Ready", "pod/notebook", "--timeout", LIMIT)
        if ready.returncode:
            raise AssertionError(ready.stderr + kubectl("describe", "-n", SPACE, "pod/notebook").stdout[-3000:] + cls.log())

    @staticmethod
    def log() -> str:
        return kubectl("logs", "-n", SPACE, "notebook").stdout

    def inside(self, *words: str, **more: object) -> subprocess.CompletedProcess:
        return kubectl("exec", "-i", "-n", SPACE, "notebook", "--", *words, **more)

    def test_the_self_test_passes(self):
        done = self.inside("berth-selftest")
        print(f"\n{done.stdout}")
        self.assertEqual(0, done.returncode, done.stderr)

    def test_the_pod_runs_as_its_uid_with_a_name(self):
        done = self.inside("bash", "-ic", "id; git config --global user.email a@example.org")
        self.assertIn(f"uid={UID}(ada) gid={GID}(ada)", done.stdout)

    def test_jupyterlab_answers_and_executes_a_cell(self):
        client = Path(__file__).with_name("client.py").read_text()
        done = self.inside("python3", "-s", "-", "http://127.0.0.1:8888/user/ada/", "t", "import os; print(6*7, os.getuid())", input=client)
        self.assertEqual(f"42 {UID}\n", done.stdout, done.stderr)

    def test_the_root_is_read_only_and_the_home_is_not(self):
        self.assertIn("Read-only file system", self.inside("touch", "/usr/.test").stderr)
        self.assertEqual(0, self.inside("touch", "/home/ada/kept").returncode)

    def test_apt_installs_nothing(self):
        self.assertNotEqual(0, self.inside("apt-get", "install", "-y", "sl").returncode)

    def test_the_log_says_what_there_is_of_gpus(self):
        self.assertIn("berth-start: No GPU is here, and none was asked for.", self.log())


if __name__ == "__main__":
    unittest.main()

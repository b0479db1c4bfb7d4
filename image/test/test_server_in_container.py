"""The image serves notebooks: by itself, below a hub's base URL, and as jupyterhub-singleuser; and it ends as it should."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import driver
from container import Container, ContainerTests

TESTS = {"/test": str(Path(__file__).resolve().parent)}
PORT = 8888
FETCH = (
    "import sys, urllib.request as u; "
    "print(u.urlopen(u.Request(sys.argv[1], headers={'Authorization': 'token ' + sys.argv[2]})).read().decode())"
)


def fetch(url: str, token: str) -> list[str]:
    return ["python3", "-s", "-c", FETCH, url, token]


class ServerTests(ContainerTests):
    def cell(self, container: Container, url: str, token: str, code: str) -> str:
        done = container.execute(["python3", "-s", "/test/client.py", url, token, code])
        self.assertEqual(0, done.returncode, f"{done.stderr}\n{container.said()[-3000:]}")
        return done.stdout

    def test_jupyterlab_serves_below_a_base_url_and_executes_a_cell(self):
        # As the hub starts it: options alone, and the token by the environment.
        url = f"http://127.0.0.1:{PORT}/user/ada/"
        with Container(
            ["--ServerApp.base_url=/user/ada/", "--ServerApp.allow_remote_access=True"],
            environment={"JUPYTER_TOKEN": "t"},
            binds=TESTS,
        ) as container:
            container.until("the server", fetch(f"{url}api/status", "t"))
            self.assertEqual("42\n", self.cell(container, url, "t", "print(6*7)"))
            page = container.execute(fetch(f"{url}lab", "t")).stdout
            self.assertIn("<title>JupyterLab</title>", page)
            self.assertIn("jupyterlab", container.execute(fetch(f"{url}lab/api/settings", "t")).stdout)

    def test_the_report_about_gpus_is_for_those_who_may_enter(self):
        url = f"http://127.0.0.1:{PORT}/user/ada/"
        with Container(["--ServerApp.base_url=/user/ada/"], environment={"JUPYTER_TOKEN": "t", "BERTH_GPUS": "1"}) as container:
            container.until("the server", fetch(f"{url}api/status", "t"))
            report = json.loads(container.execute(fetch(f"{url}api/berth/gpus", "t")).stdout)
            self.assertIn("A GPU was asked for (BERTH_GPUS=1) and none is here", report["problems"][0])
            self.assertIn("403", container.execute(fetch(f"{url}api/berth/gpus", "wrong")).stderr)

    def test_jupyterlab_shows_what_it_uses(self):
        url = f"http://127.0.0.1:{PORT}/"
        with Container([], environment={"JUPYTER_TOKEN": "t"}) as container:
            container.until("the server", fetch(f"{url}api/status", "t"))
            self.assertIn('"rss"', container.execute(fetch(f"{url}api/metrics/v1", "t")).stdout)

    def test_jupyterhub_singleuser_serves_those_whom_the_hub_lets_in(self):
        url = f"http://127.0.0.1:{PORT}/user/ada/"
        environment = {
            "JUPYTERHUB_API_TOKEN": "server-token",
            "JUPYTERHUB_CLIENT_ID": "jupyterhub-user-ada",
            "JUPYTERHUB_USER": "ada",
            "JUPYTERHUB_SERVER_NAME": "",
            "JUPYTERHUB_API_URL": "http://127.0.0.1:8081/hub/api",
            "JUPYTERHUB_ACTIVITY_URL": "http://127.0.0.1:8081/hub/api/users/ada/activity",
            "JUPYTERHUB_BASE_URL": "/",
            "JUPYTERHUB_SERVICE_PREFIX": "/user/ada/",
            "JUPYTERHUB_SERVICE_URL": f"http://0.0.0.0:{PORT}/user/ada/",
            "JUPYTERHUB_OAUTH_CALLBACK_URL": "/user/ada/oauth_callback",
            "JUPYTERHUB_OAUTH_ACCESS_SCOPES": '["access:servers!server=ada/","access:servers!user=ada"]',
            "JUPYTERHUB_OAUTH_SCOPES": '["access:servers!server=ada/","access:servers!user=ada"]',
        }
        with Container([], environment=environment, binds=TESTS) as container:
            hub = ["runc", "exec", container.name, "python3", "-s", "/test/stub_hub.py"]
            container.until("the container", ["true"])
            with subprocess.Popen(hub, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
                self.addCleanup(running.kill)
                container.until("the server", fetch(f"{url}api/status", "visitor"))
                self.assertEqual("ada\n", self.cell(container, url, "visitor", "import getpass; print(getpass.getuser())"))
                self.assertIn("403", container.execute(fetch(f"{url}api/status", "stranger")).stderr)
                anonymous = container.execute(["curl", "-s", "-o", "/dev/null", "-w", "%{redirect_url}", f"{url}lab"]).stdout
                self.assertIn("/hub/api/oauth2/authorize?client_id=jupyterhub-user-ada", anonymous)
                running.kill()

    def test_a_stop_lets_kernels_end_their_work(self):
        url = f"http://127.0.0.1:{PORT}/"
        with Container([], environment={"JUPYTER_TOKEN": "t"}, binds=TESTS) as container:
            container.until("the server", fetch(f"{url}api/status", "t"))
            self.cell(container, url, "t", "import atexit; atexit.register(lambda: open('saved', 'w').write('all of it')); print()")
            container.signal("TERM")
            self.assertIn(container.wait(), (0, 143), container.said()[-2000:])
            self.assertEqual("all of it", (container.home / "saved").read_text())

    def test_orphans_are_buried(self):
        with Container(["tail", "-f", "/dev/null"]) as container:
            container.until("the container", ["true"])
            # An orphan of a command that ended; a dead one whom nobody buries stays in the list.
            container.until("the orphan", ["sh", "-c", "sleep 0.3 & echo $!"])
            container.until("its burial", ["sh", "-c", "! ps -eo comm= | grep -qx sleep"])


class SelftestTests(ContainerTests):
    def test_the_self_test_passes(self):
        with Container(["tail", "-f", "/dev/null"]) as container:
            container.until("the container", ["true"])
            done = container.execute(["berth-selftest", "--json"])
            self.assertEqual(0, done.returncode, f"{done.stdout}{done.stderr}")
            told = json.loads(done.stdout)
            print(f"\nself-test of {told['image']['variant']}: {told['passed']} passed, {told['skipped']} skipped")
            for each in told["results"]:
                print(f"  {each['state']}: {each['name']}: {each['found']}")

    def test_a_gpu_that_was_asked_for_and_is_not_there_is_told_and_fails_the_self_test(self):
        status, said = self.once("berth-selftest", "--only", "gpu", environment={"NVIDIA_VISIBLE_DEVICES": "all"})
        self.assertEqual(1, status)
        self.assertIn("berth-start: GPU problem: A GPU was asked for (NVIDIA_VISIBLE_DEVICES=all) and none is here", said)
        self.assertRegex(said, "failed +gpu: GPUs")

    def test_the_report_about_gpus_is_a_file(self):
        status, said = self.shell('python3 -c \'import json, os; print(json.load(open(os.environ["BERTH_GPU_REPORT"]))["gpus"])\'')
        self.assertEqual(0, status, said)
        self.assertTrue(said.endswith("[]\n"), said)


@unittest.skipUnless(shutil.which("cc"), "there is no C compiler to make a driver library with")
class DriverTests(ContainerTests):
    """With a driver library where the container toolkit puts the node's."""

    def start(self, **facts: int) -> tuple[int, str]:
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            library = driver.compiled(Path(folder, "library"), **facts)
            place = "/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1"
            return self.once("echo", "started", environment={"BERTH_GPUS": "1"}, binds={place: str(library)})

    def test_the_gpu_is_in_the_log(self):
        status, said = self.start()
        self.assertEqual(0, status, said)
        self.assertIn("berth-start: 1 GPU(s), driver 580.1", said)
        self.assertIn("berth-start: GPU 0: Test GPU, 81559 MiB, compute capability 9.0", said)

    def test_a_driver_that_never_answers_does_not_keep_the_server_from_starting(self):
        status, said = self.start(HANG=1)
        self.assertEqual(0, status, said)
        self.assertIn("GPU problem: Whether GPUs are here is not known: the NVIDIA driver did not answer within 5 s", said)
        self.assertTrue(said.endswith("started\n"), said)


if __name__ == "__main__":
    unittest.main()

"""The chart on a real cluster: imports the images, installs it, connects to it and removes it."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections import Counter

import chart
from visitor import Visitor

NAMESPACE = "berth-install"
SERVERS = "berth-install-servers"
IMPORTER = "BERTH_IMAGE_IMPORT"
"""A program that imports an OCI archive into a cluster without a registry. Setting it also states that the cluster is for tests only."""

JUPYTER = os.environ.get("BERTH_TEST_JUPYTER_IMAGE", "berth-test/jupyter:latest")
"""The image for servers, which must be available in the cluster."""

PROXY_PORT = 8000

LIMIT = 480
"""Timeout in seconds for everything here; only something that hangs reaches it."""

ARCHIVES = {
    "localhost/berth/hub": chart.TOP / "deploy/image/target/hub.tar",
    "localhost/berth/proxy": chart.TOP / "deploy/image/target/proxy.tar",
}


def cannot_install() -> str | None:
    if reason := chart.no_cluster():
        return reason
    if not os.environ.get(IMPORTER):
        return f"{IMPORTER} is not set to a program that imports images into the cluster"
    missing = [name for name, path in ARCHIVES.items() if not path.exists()]
    return f"image {', '.join(missing)} not found. Run make hub-image" if missing else None


def bring_images() -> None:
    postgres = subprocess.run([chart.HERE / "postgres-image"], check=True, capture_output=True, text=True).stdout.strip()
    for archive in [*ARCHIVES.values(), postgres]:
        subprocess.run([os.environ[IMPORTER], str(archive)], check=True, stdout=subprocess.DEVNULL)


def helm(*words: str) -> str:
    return chart.run(*words, "--namespace", NAMESPACE)


def install(verb: str, *words: str) -> None:
    name, _, tag = JUPYTER.rpartition(":")
    helm(
        verb, chart.RELEASE, str(chart.CHART), "--values", str(chart.HERE / "install.yaml"), "--set", f"singleuser.namespace.name={SERVERS}",
        "--set", f"singleuser.image.name={name}", "--set", f"singleuser.image.tag={tag}",
        "--set", f"dns.addresses={{{','.join(name_servers())}}}", "--wait", "--timeout", f"{LIMIT}s", *words,
    )


def name_servers() -> list[str]:
    """The DNS servers of pods, as CIDR blocks, unless they are a Service in kube-system."""
    if json.loads(chart.kube("get", "services", "--namespace=kube-system", "--selector=k8s-app=kube-dns", "--output=json"))["items"]:
        return []
    # A node with a kubelet; a fake node does not have an address.
    nodes = json.loads(chart.kube("get", "nodes", "--output=json"))["items"]
    node = next(each["metadata"]["name"] for each in nodes if each["status"].get("addresses"))
    kubelet = json.loads(chart.kube("get", "--raw", f"/api/v1/nodes/{node}/proxy/configz"))["kubeletconfig"]
    return [f"{address}/32" for address in kubelet.get("clusterDNS", [])]


def remove() -> None:
    subprocess.run([chart.helm(), "uninstall", chart.RELEASE, "--namespace", NAMESPACE, "--wait"], capture_output=True)
    chart.kube("delete", "namespace", NAMESPACE, SERVERS, "--ignore-not-found", f"--timeout={LIMIT}s")


def get(kind: str, *words: str, namespace: str = NAMESPACE) -> list[dict]:
    return json.loads(chart.kube("get", kind, "--namespace", namespace, "--output=json", *words))["items"]


def pods(component: str) -> list[dict]:
    return [
        pod
        for pod in get("pods", f"--selector=app.kubernetes.io/component={component}")
        if not pod["metadata"].get("deletionTimestamp") and pod["status"]["phase"] == "Running"
    ]


def one_time_password() -> str:
    for pod in pods("hub"):
        log = chart.kube("logs", "--namespace", NAMESPACE, pod["metadata"]["name"])
        if found := re.search(r"First start: sign in as \"admin\" with the one-time password (\S+)", log):
            return found[1]
    raise AssertionError("none of the hubs has printed the one-time password")


def until(what: str, condition, limit: float = LIMIT):
    """Waits for a named condition and returns its value."""
    end = time.monotonic() + limit
    while True:
        with contextlib.suppress(OSError):
            if found := condition():
                return found
        if time.monotonic() > end:
            raise AssertionError(f"not fulfilled within {limit:.0f} s: {what}")
        time.sleep(0.1)


@contextlib.contextmanager
def tunnel(target: str, port: int):
    """A port on this machine that forwards to one pod."""
    process = subprocess.Popen(
        [*chart.kubectl(), "port-forward", "--namespace", NAMESPACE, target, f":{port}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield int(re.search(r"127\.0\.0\.1:(\d+)", process.stdout.readline())[1])
    finally:
        process.terminate()
        process.wait()


def proxy_address() -> str | None:
    """A proxy's own address, if pods can be reached from here: a tunnel loses requests, and ends when a WebSocket is closed."""
    for pod in pods("proxy"):
        address = pod["status"]["podIP"]
        with contextlib.suppress(OSError), socket.create_connection((address, PROXY_PORT), timeout=2):
            return address
    return None


def straight(program: Visitor) -> Visitor:
    """The same program, with a direct connection if possible."""
    if address := proxy_address():
        way = Visitor(PROXY_PORT, address)
        way.token = program.token
        return way
    return program


class Steady(threading.Thread):
    """A client that sends one request after the other and counts the responses."""

    def __init__(self, visitor: Visitor, path: str):
        super().__init__(daemon=True)
        self.answers, self._visitor, self._path, self._over = Counter(), visitor, path, threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.05):
            try:
                self.answers[self._visitor.send("GET", self._path)[0]] += 1
            except OSError as failure:
                self.answers[type(failure).__name__] += 1

    def __enter__(self) -> "Steady":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()


def serve() -> None:
    """For tests in other languages: prints an installation and its address as one line of JSON, and runs until standard input ends."""
    if reason := cannot_install():
        print(json.dumps({"skipped": reason}), flush=True)
        return
    remove()
    try:
        bring_images()
        chart.kube("create", "namespace", NAMESPACE)
        chart.kube("label", "namespace", NAMESPACE, "pod-security.kubernetes.io/enforce=restricted")
        install("install")
        with contextlib.ExitStack() as stack:
            address = proxy_address()
            place = f"{address}:{PROXY_PORT}" if address else f"127.0.0.1:{stack.enter_context(tunnel('service/berth-proxy', 80))}"
            print(json.dumps({"url": f"http://{place}/", "password": one_time_password()}), flush=True)
            sys.stdin.read()
    finally:
        remove()


if __name__ == "__main__":
    serve()

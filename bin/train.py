#!/usr/bin/env python3
"""usage: bin/train.py HUB_CACHE PROXY_CACHE hub|proxy...
       bin/train.py --image RUNTIME ROOT CACHE hub|proxy

Records the AOT caches of the named programs in a real run with the production flags: the hub with its own database, a stand-alone
proxy, a sign-in through both, and a clean stop. The JVM writes the cache when it exits.

The second form does this for an image, whose contents are RUNTIME/opt/java and ROOT/opt/berth. The other programs of the run and the database
come from the checkout.
"""
import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

BIN = Path(__file__).resolve().parent
PATIENCE = 300
"""Seconds that a step may take on a slow machine; only a step that hangs reaches this."""
PASSWORD = "a password for the training run"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Program:
    def __init__(self, name: str, command: list[str], cache: Path | None, folder: Path, **settings: object):
        # The environment of the build may contain settings for another hub.
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("BERTH_", "JDK_JAVA_OPTIONS"))}
        environment = inherited | {key: str(value) for key, value in settings.items()}
        self.name = name
        self.cache = cache
        self.draft = cache.with_suffix(".new") if cache else None
        if self.draft:
            environment["JDK_JAVA_OPTIONS"] = f"-XX:AOTCacheOutput={self.draft}"
        self.log = folder / f"{name}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def wait_for(self, pattern: str) -> re.Match:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := re.search(pattern, self.log.read_text(errors="replace")):
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f"The {self.name} did not come to: {pattern}")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def keep(self) -> None:
        """Renames the cache to its final name once it is complete."""
        if self.draft:
            if not self.draft.exists():
                raise SystemExit(f"The {self.name} left no AOT cache")
            self.draft.rename(self.cache)


def sign_in(port: int, password: str, lasting: str | None = None) -> None:
    base = f"http://127.0.0.1:{port}/hub/"
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def submit(path: str, **fields: str) -> None:
        page = browser.open(base + path, timeout=PATIENCE).read().decode()
        fields["_xsrf"] = re.search(r'name="_xsrf" value="([^"]+)"', page)[1]
        browser.open(base + path, urllib.parse.urlencode(fields).encode(), timeout=PATIENCE).read()

    submit("login", username="admin", password=password)
    if lasting:
        submit("password", current=password, password=lasting, repeated=lasting)
    browser.open(base + "home", timeout=PATIENCE).read()


class Run:
    """An installation in a folder. Each program is passed with the cache to record, or with None."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.programs: list[Program] = []

    def start(self, name: str, command: list[str], cache: Path | None, **settings: object) -> Program:
        program = Program(name, command, cache, self.folder, **settings)
        self.programs.append(program)
        return program

    def hub(self, name: str, command: list[str], cache: Path | None, **settings: str) -> tuple[Program, Path, int, int]:
        # No Python environment is created for this; servers would run a program that exists on every machine.
        config = self.folder / f"{name}.yaml"
        config.write_text('berth.spawner.local.command: ["/bin/sleep", "infinity"]\n' + "".join(f"{k}: {v}\n" for k, v in settings.items()))
        home, port, hub_port = self.folder / name, free_port(), free_port()
        hub = self.start(name, command, cache, BERTH_HOME=home, BERTH_PORT=port, BERTH_HUB_PORT=hub_port, BERTH_CONFIG=config)
        hub.wait_for("Berth is ready at")
        return hub, home, port, hub_port

    def proxy(self, command: list[str], cache: Path | None, home: Path, hub_port: int) -> int:
        port = free_port()
        proxy = self.start(
            "proxy", command, cache,
            BERTH_PORT=port, BERTH_PROXY_HUBS=f"http://127.0.0.1:{hub_port}", BERTH_PROXY_SECRET_FILE=home / "keys/proxy.secret",
            BERTH_PROXY_SNAPSHOT=self.folder / "snapshot.json", BERTH_PROXY_NAME="training",
        )
        proxy.wait_for("Ready on port")
        return port

    def end(self) -> None:
        for program in reversed(self.programs):
            program.stop()
        for program in self.programs:
            program.keep()

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, kind: object, failure: object, trace: object) -> None:
        for program in reversed(self.programs):
            program.stop()
            if kind:
                print(f"--- {program.name}\n{program.log.read_text(errors='replace')}")


BERTH = [str(BIN / "berth")]
PROXY = [str(BIN / "berth-proxy")]


def for_checkout(run: Run, hub_cache: Path | None, proxy_cache: Path | None) -> None:
    hub, home, port, hub_port = run.hub("hub", BERTH, hub_cache)
    proxy_port = run.proxy(PROXY, proxy_cache, home, hub_port)
    sign_in(port, hub.wait_for(r"one-time password (\S+)")[1], PASSWORD)
    sign_in(proxy_port, PASSWORD)


def for_image(run: Run, runtime: Path, root: Path, cache: Path, app: str) -> None:
    words = [line for line in (root / "opt/berth" / app).read_text().splitlines() if line and not line.startswith(("#", "-XX:AOTCache"))]
    command = [f"{runtime}/opt/java/bin/java", *(word.replace("/opt/berth/", f"{root}/opt/berth/") for word in words)]
    hub, home, port, hub_port = run.hub("database", BERTH, None)
    sign_in(port, hub.wait_for(r"one-time password (\S+)")[1], PASSWORD)
    if app == "proxy":
        sign_in(run.proxy(command, cache, home, hub_port), PASSWORD)
        return
    # As in the chart: with an external PostgreSQL and separate proxies.
    socket = urllib.parse.quote(str(home / "postgres/run/.s.PGSQL.5432"), safe="")
    factory = "dev.berth.hub.database.UnixSocketFactory"
    _, own, _, own_port = run.hub("hub", command, cache, **{
        "berth.proxy.embedded": "false",
        "berth.database.url": f"jdbc:postgresql://localhost/berth?socketFactory={factory}&socketFactoryArg={socket}",
        "berth.database.username": "berth_hub",
        "berth.database.password-file": home / "keys/postgres-hub.password",
        "berth.database.owner.username": "berth_owner",
        "berth.database.owner.password-file": home / "keys/postgres-owner.password",
    })
    sign_in(run.proxy(PROXY, None, own, own_port), PASSWORD)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="berth-training-", dir="/var/tmp"))
    # The database account must be able to traverse this directory.
    folder.chmod(0o711)
    try:
        with Run(folder) as run:
            if sys.argv[1] == "--image":
                runtime, root, cache, app = sys.argv[2:]
                for_image(run, Path(runtime), Path(root), Path(cache), app)
            else:
                hub_cache, proxy_cache, *wanted = sys.argv[1:]
                for_checkout(run, Path(hub_cache) if "hub" in wanted else None, Path(proxy_cache) if "proxy" in wanted else None)
            run.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

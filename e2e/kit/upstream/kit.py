"""A running test kit: its process, its REST API as the administrator, and its test-control API."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import requests
from jupyterhub.utils import random_port

BASE_URL = "/@/space%20word/"
RUN = Path(__file__).resolve().parent.parent / "run"
START_SECONDS = 240


class Refused(Exception):
    """The kit did not do what the adapter asked for on behalf of a test."""

    def __init__(self, method, path, response):
        super().__init__(f"{method} {path}: {response.status_code} {response.text[:500]}")
        self.status = response.status_code


def segment(name):
    return quote(name, safe="")


class Kit:
    def __init__(self):
        self.secret = secrets.token_hex(16)
        self.admin_token = secrets.token_hex(16)
        self.port = random_port()
        self.host = f"http://127.0.0.1:{self.port}"
        self.url = self.host + BASE_URL
        self.session = requests.Session()
        self.session.headers["Sec-Fetch-Mode"] = "cors"
        self.folder = tempfile.mkdtemp(prefix="berth-upstream-")
        # Its database runs under an account of its own, which passes through.
        os.chmod(self.folder, 0o711)
        self.log = Path(os.environ.get("KIT_LOG", self.folder + "/kit.log"))

    def start(self, version, more=()):
        mock = f"{sys.executable},-m,jupyterhub.tests.mocksu"
        single_user = f"{sys.executable},-m,jupyterhub.singleuser"
        if os.getuid() == 0:
            # The kit's servers run under its own account.
            single_user += ",--allow-root"
        environment = os.environ | {
            "BERTH_TEST_KIT_SECRET": self.secret,
            "BERTH_TEST_KIT_ADMIN_TOKEN": self.admin_token,
        }
        with open(self.log, "wb") as out:
            self.process = subprocess.Popen(
                [
                    str(RUN),
                    "--test-kit",
                    f"--berth.home={self.folder}/home",
                    f"--berth.port={self.port}",
                    f"--berth.base-url={BASE_URL}",
                    f"--berth.api.jupyterhub-version={version}",
                    f"--kit.command={mock}",
                    f"--kit.single-user-command={single_user}",
                    *more,
                ],
                stdout=out,
                stderr=subprocess.STDOUT,
                env=environment,
            )
        deadline = time.monotonic() + START_SECONDS
        while b"Berth is ready at" not in self.log.read_bytes():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The kit did not start: " + self.log.read_text()[-4000:])
            time.sleep(0.2)

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    def control(self, method, path, body=None, missing=None):
        """A call of the test-control API; `missing` is returned for 404."""
        return self._call(method, "_test/" + path, self.secret, body, missing)

    def api(self, method, path, body=None, missing=None):
        """A call of the REST API as the administrator."""
        return self._call(method, path, self.admin_token, body, missing)

    def _call(self, method, path, token, body, missing):
        response = self.session.request(
            method,
            f"{self.url}hub/api/{path}",
            json=body,
            headers={
                "Authorization": f"token {token}",
                "Accept": "application/jupyterhub-pagination+json",
            },
            timeout=90,
        )
        if response.status_code == 404 and missing is not None:
            return missing
        if response.status_code >= 300:
            raise Refused(method, path, response)
        return response.json() if response.content else None

    def pages(self, path):
        """All items of a list that comes in pages."""
        items = []
        offset = 0
        while True:
            joint = "&" if "?" in path else "?"
            page = self.api("GET", f"{path}{joint}offset={offset}&limit=200")
            items.extend(page["items"])
            if not page["_pagination"]["next"]:
                return items
            offset = page["_pagination"]["next"]["offset"]

"""A container of the built image: runc, a read-only root, an arbitrary UID, no capability, nothing of the host's network.

What a kubelet would ask of a runtime under Pod Security "restricted", but for the seccomp profile, which is a short one of our own here.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

RECIPE = Path(__file__).resolve().parents[1]
VARIANT = os.environ.get("VARIANT", "base")
ROOT = Path(os.environ.get("IMAGE_ROOT", RECIPE / "target" / VARIANT / "rootfs"))
UID, GID = 1234567, 7654321
LIMIT = 180
"""Seconds that anything here may take; reached by what hangs only."""

NAMESPACES = ("pid", "ipc", "uts", "mount", "network")


def reason_to_skip() -> str | None:
    if not (ROOT / "usr/local/bin/berth-start").exists():
        return f"there is no image in {ROOT}: make image VARIANT={VARIANT}"
    if os.getuid() != 0:
        return "needs root, for runc"
    if not shutil.which("runc"):
        return "there is no runc: apt install runc"
    return None


def configuration() -> dict:
    return json.loads((RECIPE / "config.json").read_text())


class Container:
    """One container; use as a context. `home` is the host's folder that becomes its home; it is made for the UID where none is given."""

    def __init__(
        self,
        words: list[str],
        *,
        environment: dict[str, str] | None = None,
        binds: dict[str, str] | None = None,
        uid: int = UID,
        gid: int = GID,
        groups: list[int] | None = None,
        read_only: bool = True,
        home: bool = True,
    ):
        self.folder = Path(tempfile.mkdtemp(prefix="berth-image-test-"))
        self.folder.chmod(0o711)
        self.name = self.folder.name
        self.home = self.folder / "home"
        self._words, self._environment, self._binds = words, environment or {}, binds or {}
        self._uid, self._gid, self._groups, self._read_only, self._with_home = uid, gid, groups or [], read_only, home
        # Apart: runc copies the two by turns that nobody knows.
        self._errors, self._output = self.folder / "errors", self.folder / "output"
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> "Container":
        for each in ("upper", "work", "rootfs", "home"):
            (self.folder / each).mkdir()
        os.chown(self.home, self._uid, self._gid)
        self.home.chmod(0o700)
        # The image itself stays as it was built: mount points and what a test leaves go into a layer above it.
        layers = f"lowerdir={ROOT},upperdir={self.folder / 'upper'},workdir={self.folder / 'work'}"
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o", layers, self.folder / "rootfs"], check=True)
        (self.folder / "config.json").write_text(json.dumps(self._specification()))
        with open(self._errors, "wb") as errors, open(self._output, "wb") as output:
            self.process = subprocess.Popen(
                ["runc", "run", "--bundle", self.folder, self.name], stdin=subprocess.DEVNULL, stdout=output, stderr=errors
            )
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["runc", "delete", "--force", self.name], capture_output=True, check=False)
        if self.process:
            self.process.wait(LIMIT)
        subprocess.run(["umount", self.folder / "rootfs"], check=True)
        shutil.rmtree(self.folder)

    def wait(self) -> int:
        """Until it ends by itself; its exit status."""
        return self.process.wait(LIMIT)

    def said(self) -> str:
        """What it and the entry point told on standard error, then what it wrote to standard output."""
        return "".join(each.read_text(errors="replace") for each in (self._errors, self._output))

    def execute(self, words: list[str], environment: dict[str, str] | None = None, **more: object) -> subprocess.CompletedProcess:
        """Another process beside the first, as `kubectl exec` has it: the entry point does not come before it."""
        settings = [f"--env={name}={value}" for name, value in (environment or {}).items()]
        return subprocess.run(
            ["runc", "exec", *settings, self.name, *words], capture_output=True, text=True, timeout=LIMIT, check=False, **more
        )

    def until(self, what: str, words: list[str], **more: object) -> str:
        """Waits until a command in it succeeds, and returns its output."""
        end = time.monotonic() + LIMIT
        while True:
            done = self.execute(words, **more)
            if done.returncode == 0:
                return done.stdout
            if time.monotonic() > end or self.process.poll() is not None:
                raise AssertionError(f"{what} did not come about: {done.stderr[-500:]}\nthe log of the container:\n{self.said()[-3000:]}")
            time.sleep(0.2)

    def signal(self, name: str) -> None:
        subprocess.run(["runc", "kill", self.name, name], check=True)

    def _specification(self) -> dict:
        image = configuration()
        environment = dict(line.split("=", 1) for line in image["Env"]) | self._environment
        nothing = {kind: [] for kind in ("bounding", "effective", "inheritable", "permitted", "ambient")}
        return {
            "ociVersion": "1.0.2",
            "hostname": "test",
            "root": {"path": "rootfs", "readonly": self._read_only},
            "process": {
                "user": {"uid": self._uid, "gid": self._gid, "additionalGids": self._groups},
                "args": [*image["Entrypoint"], *self._words],
                "cwd": image["WorkingDir"],
                "env": [f"{name}={value}" for name, value in environment.items()],
                "capabilities": nothing,
                "noNewPrivileges": True,
            },
            "mounts": self._mounts(image["WorkingDir"]),
            "linux": {
                "namespaces": [{"type": each} for each in NAMESPACES],
                "maskedPaths": ["/proc/kcore", "/proc/keys"],
                "readonlyPaths": ["/proc/sys", "/proc/bus", "/proc/fs", "/proc/irq"],
                "seccomp": {
                    "defaultAction": "SCMP_ACT_ALLOW",
                    "syscalls": [{"names": ["mount", "unshare", "setns", "bpf", "kexec_load"], "action": "SCMP_ACT_ERRNO"}],
                },
            },
        }

    def _mounts(self, home: str) -> list[dict]:
        mounts = [
            {"destination": "/proc", "type": "proc", "source": "proc"},
            {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755", "size=64k"]},
            {
                "destination": "/dev/pts",
                "type": "devpts",
                "source": "devpts",
                "options": ["nosuid", "noexec", "newinstance", "ptmxmode=0666"],
            },
            {
                "destination": "/dev/shm",
                "type": "tmpfs",
                "source": "shm",
                "options": ["nosuid", "nodev", "mode=1777", "size=256m"],
            },
            {"destination": "/tmp", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "nodev", "mode=1777"]},
            {"destination": "/sys", "type": "sysfs", "source": "sysfs", "options": ["nosuid", "noexec", "nodev", "ro"]},
        ]
        if self._with_home:
            mounts.append(_bind(str(self.home), home, "rw"))
        return mounts + [_bind(source, target, "ro") for target, source in self._binds.items()]


def _bind(source: str, target: str, mode: str) -> dict:
    return {"destination": target, "type": "bind", "source": source, "options": ["rbind", mode, "nosuid", "nodev"]}


@unittest.skipIf(reason_to_skip(), reason_to_skip())
class ContainerTests(unittest.TestCase):
    """Base of the tests that run the image."""

    def once(self, *words: str, **more: object) -> tuple[int, str]:
        """Runs a command as the image's own, through its entry point: exit status, and what it and the entry point said."""
        with Container(list(words), **more) as container:
            return container.wait(), container.said()

    def shell(self, script: str, **more: object) -> tuple[int, str]:
        return self.once("bash", "-c", script, **more)

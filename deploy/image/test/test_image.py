"""The built images: their content, and that they run under any UID with a read-only root. `make hub-image` builds them."""

import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import tarfile
import unittest
from pathlib import Path

RECIPE = Path(__file__).resolve().parents[1]
TARGET = RECIPE / "target"
APPS = ("hub", "proxy")
LIMIT = 120
"""Timeout in seconds for everything here; only something that hangs reaches it."""

# The essentials of a container, without an engine: separate mounts and processes, a read-only root, and tmpfs where Kubernetes has volumes.
INSIDE = """
root=$1 uid=$2; shift 2
mount --bind -o ro "$root" "$root"; mount -o remount,ro,bind "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs -o mode=777 tmpfs "$root/var/lib/berth"
exec chroot --userspec="$uid:$uid" --groups= "$root" "$@"
"""


def no_images() -> str | None:
    missing = [app for app in APPS if not (TARGET / f"{app}.tar").exists()]
    return f"{' and '.join(missing)} not found in {TARGET}. Run make hub-image" if missing else None


def cannot_run() -> str | None:
    if os.getuid() != 0:
        return "needs root, for mounts"
    return None if shutil.which("unshare") else "unshare is not installed. Run apt install util-linux"


def run(app: str, *words: str, uid: int = 65532, **environment: str) -> subprocess.CompletedProcess:
    """A process in the image, started by its entry point."""
    entry = json.loads((RECIPE / f"{app}.json").read_text())
    own = dict(variable.split("=", 1) for variable in entry["Env"]) | environment
    return subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "/bin/bash", "-euc", INSIDE, "_", str(TARGET / app), str(uid), *entry["Entrypoint"], *words],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        env=own | {"PATH": f"{own['PATH']}:/usr/sbin:/usr/bin:/sbin:/bin"},
    )


@unittest.skipIf(no_images(), no_images())
class ContentTests(unittest.TestCase):
    def test_there_is_no_shell_and_no_program_but_java(self):
        for app in APPS:
            programs = [
                path.relative_to(TARGET / app).as_posix()
                for path in (TARGET / app).rglob("*")
                if path.is_file() and not path.is_symlink() and path.stat().st_mode & 0o111 and ".so" not in path.name
            ]
            self.assertEqual(["opt/java/bin/java", "opt/java/lib/jexec", "opt/java/lib/jspawnhelper"], sorted(programs), app)

    def test_nothing_gives_rights_away(self):
        for app in APPS:
            for path in (TARGET / app).rglob("*"):
                mode = path.lstat().st_mode
                if not stat.S_ISLNK(mode):
                    self.assertFalse(mode & (stat.S_ISUID | stat.S_ISGID), path)
                    self.assertFalse(mode & stat.S_IWOTH and not mode & stat.S_ISVTX, path)

    def test_every_package_has_its_licence_and_its_entry_for_scanners(self):
        for package in re.findall(r"^[a-z][a-z0-9.+-]*", (RECIPE / "debian.txt").read_text(), flags=re.M):
            self.assertTrue((TARGET / "hub/usr/share/doc" / package / "copyright").exists(), package)
            self.assertTrue((TARGET / "hub/var/lib/dpkg/status.d" / package).exists(), package)

    def test_the_runtime_has_every_module_that_the_jars_need(self):
        jdk = subprocess.run([RECIPE / "../../bin/find-jdk"], check=True, capture_output=True, text=True).stdout.strip()
        listed = set(re.findall(r"^[a-z][a-z.]*", (RECIPE / "modules.txt").read_text(), flags=re.M))
        for app in APPS:
            folder = TARGET / app / "opt/berth"
            words = ["--print-module-deps", "--ignore-missing-deps", "--multi-release", "25", "--recursive"]
            found = subprocess.run(
                [f"{jdk}/bin/jdeps", *words, "--class-path", f"{folder}/lib/*", folder / f"{app}.jar", *folder.glob("lib/*.jar")],
                check=True, capture_output=True, text=True,
            )
            needed = set(found.stdout.strip().splitlines()[-1].split(","))
            self.assertIn("java.base", needed)
            self.assertLessEqual(needed, listed, app)

    def test_the_hub_carries_no_database(self):
        self.assertFalse(list((TARGET / "hub/opt/berth/lib").glob("embedded-postgres*")))


@unittest.skipIf(no_images(), no_images())
class ArchiveTests(unittest.TestCase):
    def test_every_blob_is_what_its_name_says_and_the_configuration_is_ours(self):
        for app in APPS:
            with tarfile.open(TARGET / f"{app}.tar") as archive:
                for entry in archive:
                    if entry.name.startswith("blobs/sha256/"):
                        self.assertEqual(entry.name.rpartition("/")[2], hashlib.sha256(archive.extractfile(entry).read()).hexdigest())
                index = json.load(archive.extractfile("index.json"))
                manifest = self.blob(archive, index["manifests"][0])
                config = self.blob(archive, manifest["config"])
            self.assertEqual(json.loads((RECIPE / f"{app}.json").read_text()), config["config"])
            self.assertEqual(4, len(manifest["layers"]))
            self.assertTrue(index["manifests"][0]["annotations"]["io.containerd.image.name"].startswith(f"localhost/berth/{app}:"))

    def blob(self, archive: tarfile.TarFile, described: dict) -> dict:
        return json.load(archive.extractfile("blobs/sha256/" + described["digest"].partition(":")[2]))


@unittest.skipIf(no_images() or cannot_run(), no_images() or cannot_run())
class RunTests(unittest.TestCase):
    def test_the_proxy_tells_what_it_lacks(self):
        done = run("proxy")
        self.assertEqual(78, done.returncode, done.stderr)
        self.assertIn("BERTH_PROXY_HUBS (environment): missing", done.stdout)

    def test_the_hub_looks_at_its_configuration_under_any_uid(self):
        for uid in (65532, 1234567):
            done = run("hub", "check", "--berth.database.url=jdbc:postgresql://nowhere.invalid/berth", "--berth.spawner.type=nothing", uid=uid)
            self.assertEqual(1, done.returncode, done.stderr)
            self.assertIn("berth.database.username", done.stdout + done.stderr)

    def test_the_cache_of_the_image_is_used(self):
        done = run("hub", "--version", JDK_JAVA_OPTIONS="-XX:AOTMode=on")
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        done = run("proxy", JDK_JAVA_OPTIONS="-XX:AOTMode=on")
        self.assertEqual(78, done.returncode, done.stdout + done.stderr)

    def test_the_dockerfile_says_the_same_as_the_configuration(self):
        text = (RECIPE / "Dockerfile").read_text()
        for app in APPS:
            config = json.loads((RECIPE / f"{app}.json").read_text())
            stage = text.partition(f"FROM runtime AS {app}")[2].partition("\nFROM")[0]
            self.assertIn(f"USER {config['User']}\n", stage)
            self.assertIn(f"ENV {' '.join(config['Env'])}\n", stage)
            self.assertIn(f"WORKDIR {config['WorkingDir']}\n", stage)
            self.assertIn(f"ENTRYPOINT {json.dumps(config['Entrypoint'])}\n", stage)
            self.assertIn("EXPOSE " + " ".join(config["ExposedPorts"]) + "\n", stage)


if __name__ == "__main__":
    unittest.main()

"""What must fail, fails: with a read-only root, and by permissions alone without one."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from container import RECIPE, ROOT, UID, ContainerTests

PLACES = (
    "/ /etc /usr /usr/bin /usr/local/bin /usr/local/lib/python3*/dist-packages /usr/local/etc/jupyter /opt /var /root /home /boot /srv /mnt"
)


class RefusalTests(ContainerTests):
    def both(self, script: str) -> list[tuple[int, str]]:
        return [self.shell(script, read_only=read_only) for read_only in (True, False)]

    def test_apt_installs_nothing(self):
        for status, said in self.both("apt-get install -y sl"):
            self.assertNotEqual(0, status, said)
            self.assertRegex(said, "Permission denied|Read-only file system")

    def test_there_is_no_sudo_and_no_su(self):
        for status, said in self.both("for each in sudo su doas pkexec telnet ftp; do type -a $each && exit 1; done; exit 42"):
            self.assertEqual(42, status, said)

    def test_nothing_outside_of_the_home_can_be_written(self):
        script = f"for each in {PLACES}; do touch $each/.test 2>/dev/null && echo wrote $each && exit 1; done; exit 42"
        for status, said in self.both(script):
            self.assertEqual(42, status, said)

    def test_accounts_cannot_be_changed(self):
        for status, said in self.both("echo me:x:0:0::/:/bin/sh >>/etc/passwd || exit 42"):
            self.assertEqual(42, status, said)

    def test_a_setuid_file_of_the_users_own_gives_nothing(self):
        status, said = self.shell("cp /usr/bin/id ~/id && chmod 6755 ~/id && ~/id -u && ~/id -ru")
        self.assertEqual(0, status, said)
        self.assertTrue(said.endswith(f"{UID}\n{UID}\n"), said)

    def test_a_neighbours_file_cannot_be_read(self):
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o711)
            home = Path(folder, "bob")
            home.mkdir(mode=0o700)
            secret = home / "secret"
            secret.write_text("bob's own words")
            for path in (secret, home):
                os.chown(path, UID + 1, UID + 1)
            status, said = self.shell("cat /home/bob/secret; ls /home/bob; cat /home/bob/../bob/secret", binds={"/home/bob": str(home)})
        self.assertNotEqual(0, status)
        self.assertIn("Permission denied", said)
        self.assertNotIn("own words", said)


class SmuggledTests(ContainerTests):
    """The build's last step, on the built image with one file more."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for each in ("upper", "work", "root"):
            Path(folder.name, each).mkdir()
        self.root = Path(folder.name, "root")
        options = f"lowerdir={ROOT},upperdir={folder.name}/upper,workdir={folder.name}/work"
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, self.root], check=True)
        self.addCleanup(subprocess.run, ["umount", self.root], check=True)

    def check(self) -> tuple[int, str]:
        done = subprocess.run([RECIPE / "steps/check", self.root], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def test_the_image_as_it_is_passes(self):
        self.assertEqual((0, f"check: nothing in {self.root} that should not be there\n"), self.check())

    def test_a_setuid_file_fails_the_build(self):
        smuggled = self.root / "usr/lib/python3/dist-packages/helper"
        smuggled.write_bytes((self.root / "usr/bin/id").read_bytes())
        smuggled.chmod(0o4755)
        status, said = self.check()
        self.assertEqual(1, status)
        self.assertIn(f"{smuggled} has setuid, setgid or a capability", said)


if __name__ == "__main__":
    unittest.main()

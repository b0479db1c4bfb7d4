"""A UID that no passwd file knows can work as anybody can."""

import tempfile
import unittest
from pathlib import Path

from container import GID, UID, Container, ContainerTests

WHEEL = """
import zipfile
with zipfile.ZipFile('small-1.0-py3-none-any.whl', 'w') as wheel:
    wheel.writestr('small.py', 'WORD = "small"')
    wheel.writestr('small-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: small\\nVersion: 1.0\\n')
    wheel.writestr('small-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr('small-1.0.dist-info/RECORD', '')
"""


class AccountTests(ContainerTests):
    def test_it_has_a_name_groups_and_a_home(self):
        status, said = self.shell(
            "whoami; id; groups; eval echo ~$(whoami); echo $USER $HOME; cd && pwd",
            environment={"JUPYTERHUB_USER": "ada"},
            groups=[2000],
        )
        self.assertEqual(0, status, said)
        self.assertIn(f"uid={UID}(ada) gid={GID}(ada) groups={GID}(ada),2000(g2000)", said)
        self.assertTrue(said.endswith("ada g2000\n/home/user\nada /home/user\n/home/user\n"), said)

    def test_git_commits(self):
        status, said = self.shell(
            "git config --global user.email ada@example.org && git init -q w && cd w && touch f && git add f"
            " && git commit -q -m one && git log --format=%an%n%ae",
            environment={"JUPYTERHUB_USER": "ada"},
        )
        self.assertEqual(0, status, said)
        self.assertTrue(said.endswith("\nada\nada@example.org\n"), said)

    def test_ssh_finds_its_user_and_settings(self):
        # ssh asks for the UID's own home, whatever HOME says.
        status, said = self.shell(
            "ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/id_ed25519 && cat ~/.ssh/id_ed25519.pub;"
            " printf 'Host there\n HostName 127.0.0.1\n' >~/.ssh/config; env -u HOME ssh -o BatchMode=yes there",
            environment={"JUPYTERHUB_USER": "ada"},
        )
        self.assertEqual(255, status, said)
        self.assertIn(" ada@test\n", said)
        self.assertIn("connect to host 127.0.0.1 port 22: Connection refused", said)

    def test_pip_installs_for_the_user(self):
        for option in ("--user", ""):
            with self.subTest(option):
                status, said = self.shell(
                    f'python -c "$WHEEL" && pip install -q --no-index {option} ./small-1.0-py3-none-any.whl'
                    " && python -c 'import small; print(small.__file__)'",
                    environment={"WHEEL": WHEEL},
                )
                self.assertEqual(0, status, said)
                self.assertIn("/home/user/.local/lib/python3", said)

    def test_a_name_of_the_systems_is_not_taken(self):
        status, said = self.shell("whoami", environment={"JUPYTERHUB_USER": "root", "NB_USER": "daemon", "USER": "root"})
        self.assertEqual(0, status, said)
        self.assertTrue(said.endswith("\nuser\n"), said)

    def test_a_passwd_that_the_hub_mounts_is_left_alone(self):
        with Container(["bash", "-c", "whoami; env"], environment={"HOME": "/home/user"}, binds=self.passwd()) as container:
            self.assertEqual(0, container.wait(), container.said())
            self.assertIn("hubs-name\n", container.said())
            self.assertNotIn("LD_PRELOAD", container.said())

    def passwd(self) -> dict[str, str]:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        file = Path(folder.name, "passwd")
        file.write_text(f"root:x:0:0::/root:/bin/sh\nhubs-name:x:{UID}:{GID}::/home/user:/bin/bash\n")
        return {"/etc/passwd": str(file)}

    def test_a_shell_beside_the_server_has_the_name_too(self):
        with Container(["tail", "-f", "/dev/null"], environment={"JUPYTERHUB_USER": "ada"}) as container:
            container.until("the view", ["test", "-e", f"/tmp/berth-{UID}/passwd"])
            self.assertNotEqual(0, container.execute(["whoami"]).returncode)
            self.assertEqual("ada", container.execute(["bash", "-ic", "whoami"]).stdout.strip())


class HomeTests(ContainerTests):
    def test_a_home_elsewhere_is_where_it_starts(self):
        status, said = self.shell("pwd; whoami; ls -d ~/.", environment={"HOME": "/tmp"})
        self.assertEqual(0, status, said)
        self.assertIn("\n/tmp\n", f"\n{said}")

    def test_a_home_of_somebody_else_is_refused_with_the_reason(self):
        status, said = self.once("true", environment={"HOME": "/root"})
        self.assertEqual(78, status)
        self.assertIn(f"the home HOME=/root cannot be written to for UID {UID}, GID {GID}", said)

    def test_a_home_that_is_not_there_is_refused(self):
        status, said = self.once("true", environment={"HOME": "/home/nobody-mounted-it"})
        self.assertEqual(78, status)
        self.assertIn("HOME=/home/nobody-mounted-it is not there", said)

    def test_without_any_home_it_says_that_files_will_be_lost(self):
        status, said = self.shell("touch ~/f && echo $HOME", home=False)
        self.assertEqual(0, status, said)
        self.assertIn("no home is mounted at /home/user: files are kept in /tmp/berth-", said)

    def test_root_is_refused(self):
        status, said = self.once("true", uid=0, gid=0)
        self.assertEqual(78, status)
        self.assertIn("this image does not run as root", said)


if __name__ == "__main__":
    unittest.main()

"""What the build refuses, and that the two ways to build are one."""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

RECIPE = Path(__file__).resolve().parents[1]


def check(root: Path) -> tuple[int, str]:
    done = subprocess.run([RECIPE / "steps/check", root], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@unittest.skipUnless(os.getuid() == 0, "needs root, to make files of root's")
class CheckTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.root.chmod(0o755)
        for each in ("usr/bin", "etc", "tmp", "home/user", "var/lib/apt/lists/partial"):
            (self.root / each).mkdir(parents=True)
        (self.root / "tmp").chmod(0o1777)
        self.file("usr/bin/python3", 0o755)

    def file(self, path: str, mode: int = 0o644) -> Path:
        file = self.root / path
        file.write_text("")
        file.chmod(mode)
        return file

    def refused(self, sentence: str) -> None:
        status, said = check(self.root)
        self.assertEqual(1, status, said)
        self.assertIn(sentence, said)
        self.assertIn("1 thing(s)", said)

    def test_a_clean_folder_passes(self):
        self.assertEqual(0, check(self.root)[0], check(self.root)[1])

    def test_a_setuid_file_is_refused(self):
        path = self.file("usr/bin/helper", 0o4755)
        self.refused(f"{path} has setuid, setgid or a capability")

    def test_a_setgid_file_is_refused(self):
        path = self.file("usr/bin/helper", 0o2755)
        self.refused(f"{path} has setuid, setgid or a capability")

    def test_a_file_with_a_capability_is_refused(self):
        path = self.file("usr/bin/helper", 0o755)
        # Version 2 of the attribute, CAP_NET_RAW permitted and effective: linux/capability.h.
        os.setxattr(path, "security.capability", bytes.fromhex("0100000200200000000000000000000000000000"))
        self.refused(f"{path} has setuid, setgid or a capability")

    def test_a_file_that_others_may_write_is_refused(self):
        path = self.file("etc/hub.conf", 0o664)
        self.refused(f"{path} can be written to by others (mode 664)")

    def test_a_file_of_an_arbitrary_uid_is_refused(self):
        path = self.file("etc/hub.conf")
        os.chown(path, 1000, 0)
        self.refused(f"{path} belongs to 1000:0")

    def test_a_program_that_not_everybody_can_read_is_refused(self):
        path = self.file("usr/bin/helper", 0o750)
        self.refused(f"{path} cannot be read by every UID (mode 750)")

    def test_sudo_is_refused(self):
        self.file("usr/bin/sudo", 0o755)
        self.refused("/usr/bin/sudo is a forbidden program")

    def test_a_link_to_su_is_refused(self):
        (self.root / "usr/bin/su").symlink_to("busybox")
        self.refused("/usr/bin/su is a forbidden program")

    def test_what_the_build_left_is_refused(self):
        path = self.file("var/lib/apt/lists/index")
        self.refused(f"{path} was left by the build")

    def test_a_file_in_the_users_home_is_refused(self):
        path = self.file("home/user/.bashrc")
        self.refused(f"{path} was left by the build")

    def test_a_secret_of_the_building_machine_is_refused(self):
        path = self.file("etc/pip.conf")
        self.refused(f"{path} looks like a secret of the machine that built this")


class DockerfileTests(unittest.TestCase):
    text = (RECIPE / "Dockerfile").read_text()
    configuration = json.loads((RECIPE / "config.json").read_text())

    def stage(self, name: str) -> str:
        return re.search(rf"^FROM \S+ AS {name}$(.*?)(?=^FROM |\Z)", self.text, re.DOTALL | re.MULTILINE).group(1)

    def test_both_variants_have_the_configuration_of_the_archive(self):
        for variant in ("base", "cuda"):
            stage = self.stage(variant)
            with self.subTest(variant):
                self.assertIn(f"USER {self.configuration['User']}\n", stage)
                self.assertIn(f"ENV {' '.join(self.configuration['Env'])}\n", stage)
                self.assertIn(f"ENTRYPOINT {json.dumps(self.configuration['Entrypoint'])}\n", stage)
                self.assertIn(f"WORKDIR {self.configuration['WorkingDir']}\n", stage)
                self.assertIn(f"STOPSIGNAL {self.configuration['StopSignal']}\n", stage)
                self.assertIn(f"EXPOSE {next(iter(self.configuration['ExposedPorts']))}\n", stage)

    def test_both_ways_run_the_same_steps_in_the_same_order(self):
        build = (RECIPE / "build").read_text()
        for variant, stages in {
            "base": ("debian-steps", "jupyter", "base"),
            "cuda": ("debian-steps", "jupyter", "torch", "cuda"),
        }.items():
            without = re.search(rf"{variant}\) steps=\((.*?)\)", build).group(1).split()
            with_engine = [step for stage in stages for step in re.findall(r"/tmp/recipe/steps/(\w+)", self.stage(stage))]
            self.assertEqual(without, with_engine)

    def test_no_variable_of_the_image_preloads_or_asks_for_gpus(self):
        # A runtime's hooks have run on the host with an image's LD_PRELOAD; a preset NVIDIA_VISIBLE_DEVICES hands out GPUs unasked.
        names = {line.split("=")[0] for line in self.configuration["Env"]}
        self.assertFalse(names & {"LD_PRELOAD", "LD_LIBRARY_PATH", "NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES"})

    def test_the_image_does_not_run_as_root_when_nobody_says_otherwise(self):
        uid, gid = self.configuration["User"].split(":")
        self.assertTrue(int(uid) > 0 and int(gid) > 0)


class ScanTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "sbom.cdx.json").write_text("{}")

    def scan(self, sbom: str = "sbom.cdx.json") -> tuple[int, str]:
        words = [RECIPE / "scan", self.folder / sbom]
        # Nothing else on the path: the machine may have a scanner of its own.
        done = subprocess.run(words, capture_output=True, text=True, check=False, env={"PATH": str(self.folder)})
        return done.returncode, done.stdout + done.stderr

    def scanner(self, name: str, status: int) -> None:
        program = self.folder / name
        program.write_text(f'#!/bin/sh\necho "{name} $*"\nexit {status}\n')
        program.chmod(0o755)

    def test_without_a_scanner_it_says_that_it_did_not_scan(self):
        status, said = self.scan()
        self.assertEqual(2, status)
        self.assertIn("not scanned: there is neither trivy nor grype", said)

    def test_a_finding_of_the_scanner_is_a_failure(self):
        self.scanner("trivy", 1)
        status, said = self.scan()
        self.assertEqual(1, status)
        self.assertRegex(said, "^trivy sbom .*--exit-code 1 .*/sbom.cdx.json")

    def test_the_other_scanner_is_taken_where_the_first_is_missing(self):
        self.scanner("grype", 0)
        status, said = self.scan()
        self.assertEqual(0, status)
        self.assertRegex(said, "^grype sbom:.*/sbom.cdx.json .*--fail-on high")

    def test_without_a_bill_it_says_how_to_get_one(self):
        status, said = self.scan("missing.json")
        self.assertEqual(2, status)
        self.assertIn("make image VARIANT=base", said)


class LockTests(unittest.TestCase):
    def requirements(self, name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", (RECIPE / "python" / name).read_text(), re.MULTILINE))

    def test_every_requirement_has_a_hash(self):
        for name in ("base.txt", "nvidia.txt", "torch.txt", "installer.txt"):
            text = (RECIPE / "python" / name).read_text()
            for requirement in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]:
                with self.subTest(requirement.split()[0]):
                    self.assertIn("--hash=sha256:", requirement)

    def test_no_layer_installs_what_another_has(self):
        seen: dict[str, str] = {}
        for name in ("base.txt", "nvidia.txt", "torch.txt"):
            for package in self.requirements(name):
                self.assertNotIn(package, seen)
                seen[package] = name

    def test_torch_and_its_companions_are_of_one_release(self):
        torch = self.requirements("torch.txt")
        self.assertEqual(("2.7.1", "0.22.1", "2.7.1"), tuple(torch[name].split("+")[0] for name in ("torch", "torchvision", "torchaudio")))


if __name__ == "__main__":
    unittest.main()

"""The systemd units: systemd itself must accept them, and they must keep what the security model promises."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

UNITS = pathlib.Path(__file__).parent.parent / "systemd"
PROGRAM = "/opt/berth/bin/berth"


def settings(name: str) -> list[tuple[str, str]]:
    lines = (UNITS / name).read_text().splitlines()
    return [tuple(line.split("=", 1)) for line in lines if "=" in line and not line.startswith("#")]


class UnitTests(unittest.TestCase):
    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
    def test_systemd_accepts_the_units(self):
        with tempfile.TemporaryDirectory() as folder:
            for unit in UNITS.iterdir():
                # The program exists only where Berth is installed.
                text = unit.read_text().replace(PROGRAM, "/bin/true")
                (pathlib.Path(folder) / unit.name).write_text(text)
            units = sorted(str(unit) for unit in pathlib.Path(folder).iterdir())
            result = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True)
            # It warns about unknown settings without failing, also about those of the machine's own units.
            own = [line for line in result.stderr.splitlines() if "berth" in line]
            self.assertEqual([], own)
            self.assertEqual(0, result.returncode, result.stderr)

    def test_users_cannot_bind_the_ports_of_a_hub_that_is_down(self):
        ports = dict(value.split("=") for key, value in settings("berth.service") if key == "Environment")
        for variable in ("BERTH_PORT", "BERTH_HUB_PORT"):
            self.assertLess(int(ports[variable]), 1024, variable)

    def test_a_stop_of_the_hub_stops_neither_servers_nor_the_database_by_force(self):
        self.assertIn(("KillMode", "process"), settings("berth.service"))

    def test_the_hub_outlives_its_servers_when_memory_runs_out(self):
        service = dict(settings("berth.service"))
        self.assertLess(int(service["OOMScoreAdjust"]), 0)
        self.assertEqual("continue", service["OOMPolicy"])

    def test_a_hub_that_ended_is_started_again(self):
        self.assertIn(("Restart", "always"), settings("berth.service"))


if __name__ == "__main__":
    unittest.main()

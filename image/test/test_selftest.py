"""How the self-test tells of its checks."""

import contextlib
import io
import json
import sys
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "rootfs/usr/local/lib/berth"))

from berth_image.selftest import Check, Failed, Skipped, gpu, program, run


def failing() -> str:
    raise Failed("seven")


def skipping() -> str:
    raise Skipped("nothing to look at")


def breaking() -> str:
    return {}["missing"]


GOOD = Check("good", "six", lambda: "six")


class SelftestTests(unittest.TestCase):
    def outcome(self, *checks: Check, words: tuple[str, ...] = ()) -> tuple[int, str]:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            status = run.main(["--only", "torch", *words], {"torch": list(checks)})
        return status, out.getvalue()

    def test_all_good_is_zero(self):
        status, text = self.outcome(GOOD, Check("absent", "a GPU", skipping))
        self.assertEqual(0, status)
        self.assertIn("1 passed, 0 failed, 1 skipped", text)

    def test_a_failure_is_not_zero_and_says_what_was_expected_and_found(self):
        status, text = self.outcome(Check("bad", "six", failing), GOOD)
        self.assertEqual(1, status)
        self.assertRegex(text, r"failed +torch: bad(.|\n)*expected: six\n +found: +seven")

    def test_a_check_that_breaks_is_a_failure_and_the_others_still_run(self):
        status, text = self.outcome(Check("broken", "six", breaking), GOOD)
        self.assertEqual(1, status)
        self.assertIn("KeyError: 'missing'", text)
        self.assertIn("1 passed, 1 failed", text)

    def test_json_has_all_of_it(self):
        status, text = self.outcome(Check("bad", "six", failing), GOOD, words=("--json",))
        told = json.loads(text)
        self.assertEqual((1, 1, 1), (status, told["passed"], told["failed"]))
        self.assertEqual(
            ("bad", "six", "seven", "failed"), tuple(told["results"][0][key] for key in ("name", "expected", "found", "state"))
        )

    def test_an_unknown_group_is_refused_with_those_there_are(self):
        err = io.StringIO()
        with contextlib.redirect_stderr(err), self.assertRaises(SystemExit) as end:
            run.main(["--only", "torhc"])
        self.assertEqual(2, end.exception.code)
        self.assertIn("no group torhc; there are confinement, notebook, gpu, torch", err.getvalue())


class GpusThatTorchDoesNotSeeTests(unittest.TestCase):
    """The programs that ask torch print nothing where it sees none."""

    def found(self, report: dict, **environment: str) -> tuple[str, str]:
        with (
            mock.patch.object(gpu, "program", lambda words: ""),
            mock.patch.object(gpu.gpus, "look", lambda environment: report),
            mock.patch.dict("os.environ", environment),
        ):
            try:
                gpu.products()
            except (Failed, Skipped) as outcome:
                return type(outcome).__name__, str(outcome)
        return "passed", ""

    def test_there_is_nothing_to_try_where_none_is_and_none_was_asked_for(self):
        state, _ = self.found({"gpus": [], "asked": None})
        self.assertEqual("Skipped", state)

    def test_one_that_is_here_is_a_failure_that_names_the_mask(self):
        state, text = self.found({"gpus": [{}], "asked": 1}, CUDA_VISIBLE_DEVICES="")
        self.assertEqual("Failed", state)
        self.assertIn("1 are here, and 1 were asked for; CUDA_VISIBLE_DEVICES='' decides", text)

    def test_one_that_was_asked_for_and_is_not_here_is_a_failure(self):
        self.assertEqual("Failed", self.found({"gpus": [], "asked": 1})[0])


class ProgramTests(unittest.TestCase):
    def test_a_program_that_hangs_is_a_failure(self):
        with self.assertRaisesRegex(Failed, "did not end within"):
            program(["sleep", "60"], limit=0.1)

    def test_a_program_that_is_not_there_is_a_failure(self):
        with self.assertRaisesRegex(Failed, "there is no berth-nothing"):
            program(["berth-nothing"])

    def test_a_program_that_fails_is_a_failure_with_its_last_words(self):
        with self.assertRaisesRegex(Failed, "ended with 3: last words"):
            program(["sh", "-c", "echo first >&2; echo last words >&2; exit 3"])


if __name__ == "__main__":
    unittest.main()

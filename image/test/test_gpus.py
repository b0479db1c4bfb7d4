"""The look at the GPUs, against a driver library that is compiled here: the calls are real, the GPUs are not."""

import shutil
import sys
import tempfile
import unittest
from pathlib import Path

import driver

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "rootfs/usr/local/lib/berth"))

from berth_image import gpus

NOWHERE = ("/nowhere/libnvidia-ml.so.1",)
IMAGE = {"cuda": "12.6", "architectures": ["sm_80", "sm_86", "sm_90"]}


@unittest.skipUnless(shutil.which("cc"), "there is no C compiler to make a driver library with")
class DriverTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def driver(self, **facts: int) -> tuple[str, ...]:
        # A name of its own: a library is loaded once for each path.
        name = "-".join(["driver", *(f"{name}{value}" for name, value in facts.items())])
        return (str(driver.compiled(self.folder / name, **facts)),)

    def test_says_what_is_here(self):
        report = gpus.look({"NVIDIA_VISIBLE_DEVICES": "all"}, self.driver(), IMAGE)
        self.assertEqual([], report["problems"])
        self.assertEqual(("580.1", "13.0", True), (report["driver"], report["driverCuda"], report["fits"]))
        self.assertIn("GPU 0: Test GPU, 81559 MiB, compute capability 9.0", gpus.lines(report))

    def test_a_driver_that_is_too_old_is_a_problem(self):
        report = gpus.look({}, self.driver(CUDA=11080), IMAGE)
        self.assertIn("the driver knows CUDA up to 11.8, the image has CUDA 12.6: they do not fit", report["problems"][0])

    def test_an_older_minor_version_fits_and_its_limit_is_told(self):
        report = gpus.look({}, self.driver(CUDA=12020), IMAGE)
        self.assertEqual([], report["problems"])
        self.assertIn("minor-version compatibility", report["fit"])

    def test_a_gpu_that_torch_has_no_code_for_is_a_problem(self):
        report = gpus.look({}, self.driver(CAPABILITY=120), IMAGE)
        self.assertIn("compute capability 12.0; this image's torch has code for sm_80, sm_86, sm_90 only", report["problems"][0])

    def test_code_of_the_same_generation_runs_on_a_later_gpu(self):
        self.assertEqual([], gpus.look({}, self.driver(CAPABILITY=89), IMAGE)["problems"])

    def test_code_of_a_later_gpu_does_not_run_on_an_earlier_one(self):
        self.assertEqual(1, len(gpus.look({}, self.driver(CAPABILITY=75), IMAGE)["problems"]))

    def test_a_slice_is_told_and_counts_as_one(self):
        report = gpus.look({"BERTH_GPUS": "1"}, self.driver(MIG=1), IMAGE)
        self.assertEqual(1, len(report["gpus"][0]["slices"]))
        self.assertEqual([], report["problems"])

    def test_a_gpu_without_mig_answers_with_an_error_and_is_a_whole_one(self):
        self.assertFalse(gpus.look({}, self.driver(MIG=-1), IMAGE)["gpus"][0]["mig"])

    def test_fewer_than_asked_for_is_a_problem(self):
        problem = gpus.look({"BERTH_GPUS": "2"}, self.driver(), IMAGE)["problems"][0]
        self.assertIn("2 GPUs were asked for (BERTH_GPUS=2) and only 1 can be used here", problem)

    def test_gpus_that_nobody_asked_for_are_a_problem(self):
        problem = gpus.look({"BERTH_GPUS": "0"}, self.driver(GPUS=2), IMAGE)["problems"][0]
        self.assertIn("No GPU was asked for (BERTH_GPUS=0) and 2 can be used here", problem)


class NoDriverTests(unittest.TestCase):
    def test_no_gpu_is_fine_where_none_was_asked_for(self):
        for nothing in ({}, {"NVIDIA_VISIBLE_DEVICES": "void"}, {"NVIDIA_VISIBLE_DEVICES": "none"}, {"BERTH_GPUS": "0"}):
            with self.subTest(nothing):
                report = gpus.look(nothing, NOWHERE, IMAGE)
                self.assertEqual([], report["problems"])
                self.assertEqual(["No GPU is here, and none was asked for."], gpus.lines(report))

    def test_no_gpu_is_a_problem_where_one_was_asked_for(self):
        for wish in ({"NVIDIA_VISIBLE_DEVICES": "GPU-8f2b"}, {"NVIDIA_VISIBLE_DEVICES": "all"}, {"BERTH_GPUS": "1"}):
            with self.subTest(wish):
                problem = gpus.look(wish, NOWHERE, IMAGE)["problems"][0]
                name, value = next(iter(wish.items()))
                self.assertIn(f"A GPU was asked for ({name}={value}) and none is here", problem)
                self.assertIn("container runtime", problem)

    def test_a_library_that_is_no_driver_is_told(self):
        report = gpus.look({"BERTH_GPUS": "1"}, ("libc.so.6",), IMAGE)
        self.assertEqual(1, len(report["problems"]))


if __name__ == "__main__":
    unittest.main()

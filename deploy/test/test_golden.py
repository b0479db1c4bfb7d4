"""The chart's complete output for each set of values. `UPDATE=1 make chart-test` rewrites the files: review the difference."""

import os
import unittest

import chart


@unittest.skipIf(chart.no_helm(), chart.no_helm())
class GoldenTests(unittest.TestCase):
    maxDiff = None

    def test_every_set_of_values_gives_its_file(self):
        for name in chart.sets():
            with self.subTest(name):
                text = chart.without_chance(chart.template(values=name))
                golden = chart.HERE / "golden" / f"{name}.yaml"
                if os.environ.get("UPDATE"):
                    golden.write_text(text)
                self.assertEqual(golden.read_text(), text)

    def test_every_file_has_its_set_of_values(self):
        self.assertEqual(chart.sets(), sorted(path.stem for path in (chart.HERE / "golden").glob("*.yaml")))

    def test_no_secret_is_in_a_golden_file(self):
        for golden in (chart.HERE / "golden").glob("*.yaml"):
            for each in chart.objects(golden.read_text()):
                if each["kind"] == "Secret":
                    self.assertEqual({"(48 random characters)"}, set(each["data"].values()), golden)


if __name__ == "__main__":
    unittest.main()

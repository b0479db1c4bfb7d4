"""The bill of materials names what is installed."""

import json
import re
import unittest
from urllib.parse import quote

from container import RECIPE, ROOT, reason_to_skip

PATH = ROOT / "usr/local/share/berth/sbom.cdx.json"


@unittest.skipIf(reason_to_skip(), reason_to_skip())
class SbomTests(unittest.TestCase):
    def setUp(self):
        self.bill = json.loads(PATH.read_text())
        self.purls = {each.get("purl", "") for each in self.bill["components"]}

    def test_it_names_every_debian_package(self):
        status = (ROOT / "var/lib/dpkg/status").read_text()
        installed = len(re.findall(r"^Status: install ok installed$", status, re.MULTILINE))
        self.assertEqual(installed, sum(purl.startswith("pkg:deb/debian/") for purl in self.purls))

    def test_it_names_every_python_package_of_the_lock(self):
        lock = RECIPE / "python/base.txt"
        locked = re.findall(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", lock.read_text(), re.MULTILINE)
        self.assertGreater(len(locked), 50)
        for name, version in locked:
            self.assertIn(f"pkg:pypi/{name}@{version}", self.purls)

    def test_scanners_learn_the_operating_system(self):
        systems = [each for each in self.bill["components"] if each["type"] == "operating-system"]
        self.assertEqual([("debian", "13")], [(each["name"], each["version"]) for each in systems])

    def test_debians_packages_name_their_source_for_either_scanner(self):
        git = next(each for each in self.bill["components"] if each["name"] == "git-man" or each["name"] == "git")
        told = {each["name"].rpartition(":")[2]: each["value"] for each in git["properties"]}
        self.assertEqual("git", told["SrcName"])
        # As in 1:2.47.3-0+deb13u1.
        version = f"{told['SrcEpoch']}:{told['SrcVersion']}-{told['SrcRelease']}"
        self.assertIn(f"upstream=git%40{quote(version)}", git["purl"])

    def test_it_follows_the_schema(self):
        try:
            from cyclonedx.schema import SchemaVersion
            from cyclonedx.validation.json import JsonStrictValidator
        except ImportError:
            self.skipTest("there is no cyclonedx-python-lib: pip install 'cyclonedx-python-lib[json-validation]'")
        self.assertIsNone(JsonStrictValidator(SchemaVersion.V1_6).validate_str(PATH.read_text()))


if __name__ == "__main__":
    unittest.main()

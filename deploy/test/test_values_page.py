"""Values, schema and page are consistent."""

import json
import unittest

import values_page
import yaml


class ValuesPageTests(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.text = (values_page.CHART / "values.yaml").read_text()
        self.values = yaml.safe_load(self.text)
        self.schema = json.loads((values_page.CHART / "values.schema.json").read_text())

    def test_the_page_is_up_to_date(self):
        self.assertEqual(values_page.page(), values_page.PAGE.read_text(), "run deploy/test/values_page.py --write")

    def test_every_value_is_described(self):
        described = {path for path, _ in values_page.described(self.text)}
        self.assertEqual([], sorted(set(values_page.keys(self.values)) - described))

    def test_every_value_is_in_the_schema_and_the_other_way_round(self):
        self.assertEqual(sorted(keys_of(self.values)), sorted(self.of_schema(self.schema)))

    def test_the_schema_is_strict(self):
        loose = ["global", "config", "affinity", "valueFrom"]
        for path, node in nodes(self.schema):
            if node.get("type") == "object" and path[-1:] not in [[word] for word in loose] and "objects" not in path:
                self.assertIn("additionalProperties", node, path)

    def of_schema(self, node: dict, before: str = "") -> list[str]:
        found = []
        for key, each in node.get("properties", {}).items():
            each = values_page.resolved(self.schema, each)
            if key == "global":
                continue
            found += self.of_schema(each, f"{before}{key}.") if "properties" in each and key != "resources" else [before + key]
        return found


def keys_of(values: dict, before: str = "") -> list[str]:
    found = []
    for key, value in values.items():
        found += keys_of(value, f"{before}{key}.") if isinstance(value, dict) and value and key != "resources" else [before + key]
    return found


def nodes(node, path=()):
    if isinstance(node, dict):
        yield list(path), node
        for key, each in node.items():
            yield from nodes(each, (*path, key))


if __name__ == "__main__":
    unittest.main()

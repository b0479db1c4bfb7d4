#!/usr/bin/env python3
"""Generates docs/reference/chart-values.md from the chart's values.yaml (descriptions) and values.schema.json (types).

    values_page.py --write
"""

import json
import re
import sys
from pathlib import Path

import yaml

TOP = Path(__file__).resolve().parents[2]
CHART = TOP / "deploy/helm/berth"
PAGE = TOP / "docs/reference/chart-values.md"
KEY = re.compile(r"^( *)([A-Za-z]+):(.*)$")
HEAD = """# Values of the chart

Generated from `deploy/helm/berth/values.yaml` and its schema by `deploy/test/values_page.py --write`; a test compares them. How to use them:
[Install on Kubernetes](../howto/kubernetes-install.md). Unknown keys and wrong types are rejected. Values that also exist in z2jh
(JupyterHub's chart) have the same name there; `database` follows Berth's own [configuration](configuration.md#the-database).

"""

Entry = tuple[str, str]


def described(text: str) -> list[Entry]:
    """Each key that has a comment above it, with that comment, in order."""
    found, path, comment = [], [], []
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            comment.append(line.strip("# ").strip())
            continue
        if match := KEY.match(line):
            depth = len(match[1]) // 2
            path = [*path[:depth], match[2]]
            if comment:
                found.append((".".join(path), " ".join(comment)))
        comment = []
    return found


def keys(values: dict, before: str = "") -> list[str]:
    """Every key that is not a map of keys, and therefore needs a comment."""
    found = []
    for key, value in values.items():
        path = f"{before}{key}"
        found += keys(value, path + ".") if isinstance(value, dict) and value and key not in ("requests", "limits", "resources") else [path]
    return found


def at(tree: dict, path: str):
    for key in path.split("."):
        tree = tree[key]
    return tree


def kind(schema: dict, path: str) -> str:
    node = schema
    for key in path.split("."):
        node = resolved(schema, node["properties"][key])
    return worded(schema, node)


def resolved(schema: dict, node: dict) -> dict:
    return schema["definitions"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def worded(schema: dict, node: dict) -> str:
    if "enum" in node:
        return ", ".join(f"`{word}`" for word in node["enum"])
    match node["type"]:
        case "boolean":
            return "`true` or `false`"
        case "integer":
            return "number"
        case "array":
            items = resolved(schema, node["items"])
            return "list of " + ("objects" if items.get("type") == "object" else "text" if "enum" not in items else worded(schema, items))
        case "object":
            more = node.get("additionalProperties")
            return "map of text" if more == {"type": "string"} else "map"
        case list():
            return "text or number"
    return "text"


def page() -> str:
    text = (CHART / "values.yaml").read_text()
    values, schema = yaml.safe_load(text), json.loads((CHART / "values.schema.json").read_text())
    # The first lines describe the file, and end at an empty line.
    entries = described(text.partition("\n\n")[2])
    parts, last = [HEAD], None
    for path, what in entries:
        section = path.partition(".")[0] if "." in path else ""
        if section != last:
            parts.append(f"{'' if last is None else chr(10)}## {section or 'General'}\n\n| value | type | default | description |\n|---|---|---|---|\n")
            last = section
        default = json.dumps(at(values, path), ensure_ascii=False)
        shown = "" if default in ('""', "[]", "{}") else f"`{default}`"
        parts.append(f"| `{path}` | {kind(schema, path)} | {shown} | {what} |\n")
    return "".join(parts)


def main(words: list[str]) -> None:
    if words != ["--write"]:
        sys.exit(__doc__)
    PAGE.write_text(page())


if __name__ == "__main__":
    main(sys.argv[1:])

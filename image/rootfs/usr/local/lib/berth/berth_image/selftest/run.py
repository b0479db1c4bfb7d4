"""Runs the checks and tells of them, as a table or as JSON."""

import argparse
import json
import sys
import textwrap
import time

from berth_image import facts
from berth_image.selftest import Check, Failed, Skipped, confinement, gpu, notebook

GROUPS: dict[str, list[Check]] = {
    "confinement": confinement.CHECKS,
    "notebook": notebook.CHECKS,
    "gpu": gpu.PROBE_CHECKS,
    "torch": gpu.TORCH_CHECKS,
}


def outcome(group: str, check: Check) -> dict:
    before = time.monotonic()
    try:
        state, found = "passed", check.run()
    except Skipped as reason:
        state, found = "skipped", str(reason)
    except Failed as reason:
        state, found = "failed", str(reason)
    except Exception as surprise:
        state, found = "failed", f"{type(surprise).__name__}: {surprise}"
    seconds = round(time.monotonic() - before, 2)
    return {"group": group, "name": check.name, "expected": check.expected, "state": state, "found": found, "seconds": seconds}


def table(results: list[dict]) -> str:
    lines = []
    for each in results:
        lines.append(f"{each['state']:<8} {each['group'] + ': ' + each['name']:<30} {each['seconds']:>6.2f} s")
        lines += textwrap.wrap(f"expected: {each['expected']}", 120, initial_indent=" " * 9, subsequent_indent=" " * 19)
        lines += textwrap.wrap(f"found:    {each['found']}", 120, initial_indent=" " * 9, subsequent_indent=" " * 19)
    return "\n".join(lines)


def count(results: list[dict]) -> dict[str, int]:
    return {state: sum(each["state"] == state for each in results) for state in ("passed", "failed", "skipped")}


def groups(wish: str) -> list[str]:
    names = [name.strip() for name in wish.split(",")]
    unknown = [name for name in names if name not in GROUPS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no group {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    return names


def main(arguments: list[str], known: dict[str, list[Check]] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="berth-selftest", description="Tries what this image is for.")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument("--only", type=groups, default=list(GROUPS), metavar="GROUP,...", help=", ".join(GROUPS))
    wish = parser.parse_args(arguments)
    checks = known or GROUPS
    results = [outcome(group, check) for group in wish.only for check in checks.get(group, [])]
    counts = count(results)
    if wish.json:
        json.dump({"image": facts(), **counts, "results": results}, sys.stdout, indent=1)
        print()
    else:
        print(table(results))
        print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] else 0

"""The self-test: tests the functions of this image in its environment.

Each check states what it expects before it runs. A check returns its finding, or raises `Failed` or `Skipped`, each with a sentence.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

PROGRAM_LIMIT = 300
"""Seconds that a program of a check can take; the first start of torch on a cold disk is the slowest."""


class Failed(Exception):
    """The finding differs from the expectation."""


class Skipped(Exception):
    """The check does not apply here."""


@dataclass(frozen=True)
class Check:
    name: str
    expected: str
    run: Callable[[], str]


def program(words: list[str], limit: int = PROGRAM_LIMIT, **more: object) -> str:
    """The output of a program that must succeed."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=limit, check=False, **more)
    except FileNotFoundError:
        raise Failed(f"{words[0]} is not installed") from None
    except subprocess.TimeoutExpired:
        raise Failed(f"{words[0]} did not finish within {limit} s") from None
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise Failed(f"{words[-1]} exited with {done.returncode}: {' '.join(last)[:300]}")
    return done.stdout.strip()


def own(module: str, *arguments: str) -> list[str]:
    """The command that runs another part of the self-test as a separate process. It uses the image's packages, and not the user's."""
    root = __file__.rsplit("/berth_image/", 1)[0]
    return ["env", f"PYTHONPATH={root}", sys.executable, "-s", "-m", module, *arguments]

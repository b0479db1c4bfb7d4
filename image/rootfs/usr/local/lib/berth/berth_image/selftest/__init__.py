"""The self-test: what this image is for, tried where it runs.

Each check says what it expects before it looks. A check returns what it found, or raises `Failed` or `Skipped`, each with a sentence.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

PROGRAM_LIMIT = 300
"""Seconds that a program of a check may take; torch's first start on a cold disk is the slowest."""


class Failed(Exception):
    """What was found is not what was expected."""


class Skipped(Exception):
    """The check has nothing to look at here."""


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
        raise Failed(f"there is no {words[0]}") from None
    except subprocess.TimeoutExpired:
        raise Failed(f"{words[0]} did not end within {limit} s") from None
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise Failed(f"{words[-1]} ended with {done.returncode}: {' '.join(last)[:300]}")
    return done.stdout.strip()


def own(module: str, *arguments: str) -> list[str]:
    """The words that run another part of the self-test as a process of its own. It sees the image's packages, and not the user's."""
    root = __file__.rsplit("/berth_image/", 1)[0]
    return ["env", f"PYTHONPATH={root}", sys.executable, "-s", "-m", module, *arguments]

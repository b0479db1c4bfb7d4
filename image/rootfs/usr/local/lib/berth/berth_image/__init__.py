"""Berth's own code in the image: the entry point, the account view, the GPU report, the self-test.

It needs only Python's standard library, except for the parts of the self-test that test torch and Jupyter.
"""

import json
from pathlib import Path

FACTS = Path("/usr/local/share/berth/image.json")
"""Written by the build: the variant and its content."""

DEFAULT_HOME = "/home/user"
"""The default home directory. Empty, and not writable unless something is mounted on it."""


def facts(path: Path = FACTS) -> dict:
    """The facts recorded by the build; empty outside of the image."""
    try:
        return json.loads(path.read_text())
    except FileNotFoundError:
        return {}

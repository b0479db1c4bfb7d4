"""What Berth puts into the image: the entry point, the account's view, the look at the GPUs, the self-test.

Nothing here needs more than Python's own library, but for the parts of the self-test that try torch and Jupyter.
"""

import json
from pathlib import Path

FACTS = Path("/usr/local/share/berth/image.json")
"""Written by the build: the variant, and what it holds."""

DEFAULT_HOME = "/home/user"
"""The home where nobody names another. Empty, and not writable, unless something is mounted on it."""


def facts(path: Path = FACTS) -> dict:
    """What the build noted; empty outside of the image."""
    try:
        return json.loads(path.read_text())
    except FileNotFoundError:
        return {}

"""Looks at every file of an image: what gives privileges, and what others may change. The build and the self-test both ask here."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

PROGRAM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
CAPABILITY = "security.capability"


def walk(root: Path, leave_out: Iterable[Path] = ()) -> Iterator[tuple[Path, os.stat_result]]:
    """Every file and folder below `root`; no link is followed, and neither mounted volumes nor what is left out is entered."""
    out = {str(path) for path in leave_out}
    device = root.lstat().st_dev
    waiting = [str(root)]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            # A folder closed to us holds nothing that we could use.
            continue
        for entry in entries:
            if entry.path in out:
                continue
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(found.st_mode):
                # Of folders only: on an overlay, files may show the device of the layer that they come from.
                if found.st_dev != device:
                    continue
                waiting.append(entry.path)
            yield Path(entry.path), found


def privileged(root: Path) -> Iterator[Path]:
    """Files with setuid, setgid or a capability, and folders that hand their group on."""
    for path, found in walk(root):
        if stat.S_ISLNK(found.st_mode):
            continue
        if found.st_mode & (stat.S_ISUID | stat.S_ISGID) or (stat.S_ISREG(found.st_mode) and _capability(path)):
            yield path


def _capability(path: Path) -> bool:
    try:
        return bool(os.getxattr(path, CAPABILITY, follow_symlinks=False))
    except OSError:
        return False


def writable(root: Path, leave_out: Iterable[Path]) -> Iterator[Path]:
    """What the running process could change, on this file system."""
    for path, found in walk(root, leave_out):
        if not stat.S_ISLNK(found.st_mode) and os.access(path, os.W_OK):
            yield path

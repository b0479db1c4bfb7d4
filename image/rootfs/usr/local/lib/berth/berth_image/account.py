"""A view of passwd and group in which the running UID has a name and its home.

Servers run under UIDs that no file of the image knows. Many programs give up then: ssh, git commit, whoami. nss_wrapper, preloaded,
answers from two files instead of /etc/passwd and /etc/group. It needs no root; and where the hub mounted a passwd of its own that knows the
UID and its home, none of this is done.

LD_PRELOAD is set here, for what is started from here. It must never be among the image's own variables: container runtimes have run
hooks on the host with those (CVE-2025-23266).
"""

import os
import pwd
import re
from pathlib import Path

LIBRARY = "/usr/lib/x86_64-linux-gnu/libnss_wrapper.so"
SHELL = "/bin/bash"
LONGEST_NAME = 32
"""As useradd has it."""


def name_for(uid: int, wished: list[str | None], taken: set[str]) -> str:
    """The first wish that can be made a login name nobody else has. No name of another account, root's above all, is lent."""
    for wish in wished:
        name = re.sub(r"[^a-z0-9_-]+", "-", (wish or "").lower()[:LONGEST_NAME]).strip("-")
        if re.match(r"[a-z_]", name) and name not in taken:
            return name
    return f"u{uid}"


def known(uid: int, home: str) -> bool:
    """Whether the system has this UID with this home already."""
    try:
        return pwd.getpwuid(uid).pw_dir == home
    except KeyError:
        return False


def passwd(lines: list[str], uid: int, gid: int, name: str, home: str) -> str:
    """With the name as the full name too: git signs commits with that, and refuses an empty one."""
    others = [line for line in lines if line.split(":")[2:3] != [str(uid)]]
    return "".join(f"{line}\n" for line in [*others, f"{name}:x:{uid}:{gid}:{name}:{home}:{SHELL}"])


def group(lines: list[str], gids: list[int], gid: int, name: str) -> str:
    """Each group that the process is in gets a name, or `id` and `groups` complain at every login."""
    have = {line.split(":")[2] for line in lines if line.count(":") >= 2}
    names = {line.split(":")[0] for line in lines}
    new = []
    for each in dict.fromkeys([gid, *gids]):
        if str(each) not in have:
            new.append(f"{name if each == gid and name not in names else f'g{each}'}:x:{each}:")
    return "".join(f"{line}\n" for line in [*lines, *new])


def prepare(folder: Path, environment: dict[str, str]) -> None:
    """Completes `environment` for the running UID; writes the view into `folder` where it is needed."""
    uid, gid, home = os.getuid(), os.getgid(), environment["HOME"]
    wished = [environment.get("JUPYTERHUB_USER"), environment.get("NB_USER"), environment.get("USER"), "user"]
    if known(uid, home):
        name = pwd.getpwuid(uid).pw_name
    else:
        if ":" in home or "\n" in home:
            raise SystemExit(f"berth-start: HOME={home!r} cannot be written into a passwd line: choose a path without ':'")
        taken = {entry.pw_name for entry in pwd.getpwall() if entry.pw_uid != uid}
        name = name_for(uid, wished, taken)
        _write(folder, uid, gid, name, home)
        preload = [LIBRARY, *environment.get("LD_PRELOAD", "").split()]
        environment.update(
            LD_PRELOAD=" ".join(dict.fromkeys(preload)),
            NSS_WRAPPER_PASSWD=str(folder / "passwd"),
            NSS_WRAPPER_GROUP=str(folder / "group"),
        )
    environment.update(USER=name, LOGNAME=name)
    environment.setdefault("SHELL", SHELL)


def _write(folder: Path, uid: int, gid: int, name: str, home: str) -> None:
    (folder / "passwd").write_text(passwd(_lines("/etc/passwd"), uid, gid, name, home))
    (folder / "group").write_text(group(_lines("/etc/group"), os.getgroups(), gid, name))


def _lines(path: str) -> list[str]:
    return [line for line in Path(path).read_text().splitlines() if line.strip()]

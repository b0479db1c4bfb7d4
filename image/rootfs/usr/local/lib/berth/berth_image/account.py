"""A view of passwd and group in which the running UID has a name and its home directory.

Servers run under UIDs that are not in any file of the image. Many programs fail then: ssh, git commit, whoami. nss_wrapper, which is
preloaded, answers from two files instead of /etc/passwd and /etc/group. It does not need root. None of this is done if the hub has mounted
a passwd file that contains the UID and its home directory.

LD_PRELOAD is set here, for programs that are started from here. It must never be among the image's own variables, because container
runtimes have executed hooks on the host with those (CVE-2025-23266).
"""

import os
import pwd
import re
from pathlib import Path

LIBRARY = "/usr/lib/x86_64-linux-gnu/libnss_wrapper.so"
SHELL = "/bin/bash"
LONGEST_NAME = 32
"""The pattern of useradd."""


def name_for(uid: int, wished: list[str | None], taken: set[str]) -> str:
    """The first candidate that can be turned into an unused login name. The name of another account, above all root's, is never used."""
    for wish in wished:
        name = re.sub(r"[^a-z0-9_-]+", "-", (wish or "").lower()[:LONGEST_NAME]).strip("-")
        if re.match(r"[a-z_]", name) and name not in taken:
            return name
    return f"u{uid}"


def known(uid: int, home: str) -> bool:
    """Whether the system already has this UID with this home directory."""
    try:
        return pwd.getpwuid(uid).pw_dir == home
    except KeyError:
        return False


def passwd(lines: list[str], uid: int, gid: int, name: str, home: str) -> str:
    """The username is also the full name: git signs commits with it, and rejects an empty one."""
    others = [line for line in lines if line.split(":")[2:3] != [str(uid)]]
    return "".join(f"{line}\n" for line in [*others, f"{name}:x:{uid}:{gid}:{name}:{home}:{SHELL}"])


def group(lines: list[str], gids: list[int], gid: int, name: str) -> str:
    """Gives each group of the process a name; otherwise `id` and `groups` complain at every login."""
    have = {line.split(":")[2] for line in lines if line.count(":") >= 2}
    names = {line.split(":")[0] for line in lines}
    new = []
    for each in dict.fromkeys([gid, *gids]):
        if str(each) not in have:
            new.append(f"{name if each == gid and name not in names else f'g{each}'}:x:{each}:")
    return "".join(f"{line}\n" for line in [*lines, *new])


def prepare(folder: Path, environment: dict[str, str]) -> None:
    """Completes `environment` for the running UID; writes the view into `folder` if necessary."""
    uid, gid, home = os.getuid(), os.getgid(), environment["HOME"]
    wished = [environment.get("JUPYTERHUB_USER"), environment.get("NB_USER"), environment.get("USER"), "user"]
    if known(uid, home):
        name = pwd.getpwuid(uid).pw_name
    else:
        if ":" in home or "\n" in home:
            raise SystemExit(f"berth-start: HOME={home!r} cannot be part of a passwd line. Choose a path without ':'")
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

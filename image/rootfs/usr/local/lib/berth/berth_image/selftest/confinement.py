"""Who we are, and that nothing here gives us more."""

import os
import pwd
import shutil
import tempfile
from pathlib import Path

from berth_image import files
from berth_image.selftest import Check, Failed, program

FORBIDDEN = ("sudo", "su", "doas", "pkexec", "telnet", "ftp")
CAPABILITIES = ("CapInh", "CapPrm", "CapEff", "CapAmb")


def account() -> str:
    uid = os.getuid()
    if uid == 0:
        raise Failed("UID 0")
    name, home = program(["whoami"]), os.environ.get("HOME", "")
    there = program(["sh", "-c", "echo ~"])
    # Without HOME the shell, and ssh always, ask the passwd view.
    entry = program(["getent", "passwd", str(uid)]).split(":")
    if len(entry) < 7 or entry[5] != home:
        raise Failed(f"passwd says {entry[5:6]}, HOME is {home}")
    return f"{name}, UID {uid}, GID {os.getgid()}, home {there}"


def status() -> dict[str, str]:
    lines = Path("/proc/self/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def capabilities() -> str:
    now = status()
    held = [f"{each}={now[each]}" for each in CAPABILITIES if int(now[each], 16)]
    if held:
        raise Failed(", ".join(held))
    if int(now["CapBnd"], 16) and now.get("NoNewPrivs") != "1":
        raise Failed(f"none, but some may be won by a program: CapBnd={now['CapBnd']}, and no_new_privs is not set")
    return "none" if not int(now["CapBnd"], 16) else "none, and no_new_privs is set"


def system_calls() -> str:
    if status().get("Seccomp") != "2":
        raise Failed("no filter: set the pod's seccompProfile to RuntimeDefault")
    return "a filter is in force"


def privileged_files() -> str:
    found = [str(path) for path in files.privileged(Path("/"))]
    if found:
        raise Failed(", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else ""))
    return "none"


def tools() -> str:
    found = [path for path in (shutil.which(each, path=files.PROGRAM_PATH) for each in FORBIDDEN) if path]
    if found:
        raise Failed(", ".join(found))
    return "none of them"


def home() -> str:
    folder = os.environ.get("HOME", "")
    with tempfile.TemporaryDirectory(prefix=".berth-selftest-", dir=folder) as inside:
        path = Path(inside, "file")
        path.write_text("kept")
        if path.read_text() != "kept" or path.stat().st_uid != os.getuid():
            raise Failed(f"{path} is not what was written, or another's")
    return f"{folder} of {pwd.getpwuid(os.getuid()).pw_name} takes files"


def elsewhere() -> str:
    passing = [Path(each) for each in ("/tmp", "/var/tmp", "/run/lock", "/dev", "/proc", "/sys", os.environ.get("HOME", "/home"))]
    passing += [Path(os.environ[each]).parent for each in ("BERTH_GPU_REPORT",) if each in os.environ]
    found = [str(path) for path in files.writable(Path("/"), passing)]
    if found:
        raise Failed(", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else ""))
    return "nothing"


CHECKS = [
    Check("account", "a UID that is not 0, with a name and its home", account),
    Check("capabilities", "none, and none can be won", capabilities),
    Check("system calls", "a seccomp filter is in force", system_calls),
    Check("privileged files", "no setuid, setgid or capability file", privileged_files),
    Check("tools", f"no {', no '.join(FORBIDDEN)}", tools),
    Check("home", "files can be written", home),
    Check("elsewhere", "nothing but the home and temporary folders can be written to", elsewhere),
]

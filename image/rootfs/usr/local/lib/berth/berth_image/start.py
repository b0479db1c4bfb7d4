"""The entry point, below tini, which is PID 1: it passes signals on and buries orphans. What follows needs no root, and ends in exec."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from berth_image import DEFAULT_HOME, account, gpus

REFUSED = 78
"""EX_CONFIG of sysexits.h: trying again will not help."""

GPUS = str(Path(__file__).parents[3] / "bin/berth-gpus")
GPU_LIMIT = 5
"""Seconds; a driver without persistence mode needs some two to wake up."""

DRIVER = "/usr/local/nvidia/lib64"
"""Where some clouds mount the NVIDIA driver; the loader does not look there by itself."""


def say(text: str) -> None:
    print(f"berth-start: {text}", file=sys.stderr, flush=True)


def refuse(text: str) -> SystemExit:
    say(text)
    return SystemExit(REFUSED)


def not_root() -> None:
    if 0 in (os.getuid(), os.geteuid()):
        raise refuse("this image does not run as root: start it with another UID (runAsUser, or docker run --user 12345:12345)")


def writable(folder: str) -> bool:
    return os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)


def home(wished: str | None) -> str:
    """The home, if it can be written to. Work that would be lost at the end is refused, but where nobody mounted a home at all."""
    path = wished or DEFAULT_HOME
    if path == "/":
        # Engines say this for a UID that no passwd file knows.
        path = DEFAULT_HOME
    if not os.path.isabs(path):
        raise refuse(f"HOME={path!r} is no absolute path")
    if writable(path):
        return path
    if path == DEFAULT_HOME and not os.path.ismount(path):
        passing = Path(scratch()) / "home"
        passing.mkdir(mode=0o700, exist_ok=True)
        say(f"no home is mounted at {path}: files are kept in {passing} and are lost when this server ends")
        return str(passing)
    state = "is not there" if not os.path.exists(path) else "cannot be written to"
    raise refuse(
        f"the home HOME={path} {state} for UID {os.getuid()}, GID {os.getgid()}, groups {sorted(os.getgroups())}: its owner or mode, or"
        " the pod's fsGroup, has to be corrected; the image has no root that could do so"
    )


def scratch() -> str:
    """Our own folder for what lasts as long as the server: the view of passwd, the report about GPUs."""
    tried = ["/run/berth", os.environ.get("TMPDIR") or "/tmp", "/tmp", "/dev/shm"]
    for base in tried:
        if not writable(base):
            continue
        folder = Path(base, f"berth-{os.getuid()}")
        folder.mkdir(mode=0o700, exist_ok=True)
        there = folder.lstat()
        if there.st_uid == os.getuid() and not there.st_mode & 0o077 and not folder.is_symlink():
            return str(folder)
        raise refuse(f"{folder} is there already and is not ours alone (owner {there.st_uid}, mode {there.st_mode & 0o7777:o})")
    raise refuse(f"none of {', '.join(dict.fromkeys(tried))} can be written to: with a read-only root, mount an emptyDir or tmpfs on /tmp")


def libraries(environment: dict[str, str]) -> None:
    if os.path.isdir(DRIVER):
        have = [each for each in environment.get("LD_LIBRARY_PATH", "").split(":") if each]
        environment["LD_LIBRARY_PATH"] = ":".join(dict.fromkeys([*have, DRIVER]))


def ask_for_gpus(environment: dict[str, str]) -> dict:
    """The report, by a process of its own: a driver in trouble may never answer, and nobody can end who waits for it."""
    asking = subprocess.Popen([sys.executable, "-IS", GPUS, "--json"], stdout=subprocess.PIPE, env=environment)
    try:
        return json.loads(asking.communicate(timeout=GPU_LIMIT)[0])
    except (subprocess.TimeoutExpired, ValueError):
        asking.kill()
        return gpus.silent(environment, f"the NVIDIA driver did not answer within {GPU_LIMIT} s")


def tell_gpus(folder: Path, environment: dict[str, str]) -> None:
    before = time.monotonic()
    report = ask_for_gpus(environment)
    path = folder / "gpus.json"
    gpus.write(report, path)
    environment["BERTH_GPU_REPORT"] = str(path)
    for line in gpus.lines(report):
        say(line)
    say(f"looked for GPUs in {1000 * (time.monotonic() - before):.0f} ms; the report is in {path}")


def command(arguments: list[str], environment: dict[str, str]) -> list[str]:
    """What is run: the words given, or a notebook server that fits where we are. Options alone go to that server."""
    if arguments and not arguments[0].startswith("-"):
        return arguments
    if environment.get("JUPYTERHUB_API_TOKEN"):
        return ["jupyterhub-singleuser", *arguments]
    return ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser", *arguments]


def main(arguments: list[str]) -> None:
    not_root()
    environment = dict(os.environ)
    environment["HOME"] = home(environment.get("HOME"))
    folder = Path(scratch())
    account.prepare(folder, environment)
    # At the end: a package of the user's own cannot take the place of the server's commands.
    environment["PATH"] = f"{environment.get('PATH', os.defpath)}:{environment['HOME']}/.local/bin"
    libraries(environment)
    tell_gpus(folder, environment)
    if os.getcwd() in ("/", DEFAULT_HOME):
        os.chdir(environment["HOME"])
    words = command(arguments, environment)
    try:
        os.execvpe(words[0], words, environment)
    except OSError as failure:
        raise refuse(f"cannot run {words[0]!r}: {failure.strerror}") from None

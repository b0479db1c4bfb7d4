"""That a notebook server can run here, and a kernel executes a cell."""

import shutil
from importlib import metadata

from berth_image.selftest import Check, Failed, own, program

OLDEST_SERVER = (2, 20)
"""jupyter-server 2.20 is the first without the cross-site scripting of CVE-2026-44727."""


def versions() -> str:
    found = {name: metadata.version(name) for name in ("jupyterlab", "jupyter-server", "jupyterhub")}
    if tuple(int(part) for part in found["jupyter-server"].split(".")[:2]) < OLDEST_SERVER:
        raise Failed(f"jupyter-server {found['jupyter-server']}: it has CVE-2026-44727")
    missing = [each for each in ("jupyter-lab", "jupyterhub-singleuser") if not shutil.which(each)]
    if missing:
        raise Failed(f"no program {', '.join(missing)}")
    return ", ".join(f"{name} {version}" for name, version in found.items())


def cell() -> str:
    return program(own("berth_image.selftest.cell"), limit=120)


CHECKS = [
    Check("versions", "JupyterLab, jupyterhub-singleuser, and jupyter-server 2.20 or newer", versions),
    Check("cell", "a kernel starts and computes 6*7", cell),
]

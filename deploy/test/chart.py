"""Helm and the chart, for tests. Looks for Helm in HELM, on PATH and among Go's programs; if it is missing, tests are skipped."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
CHART = TOP / "deploy/helm/berth"
VALUES = HERE / "values"
RELEASE, NAMESPACE = "berth", "hub"


def helm() -> str | None:
    places = [os.environ.get("HELM"), shutil.which("helm"), Path.home() / "go/bin/helm"]
    return next((str(place) for place in places if place and os.access(place, os.X_OK)), None)


def no_helm() -> str | None:
    if helm():
        return None
    return "helm is not installed. Put it on PATH or run go install helm.sh/helm/v3/cmd/helm@v3.22.0"


def kubectl() -> list[str] | None:
    """The kubectl command as a list: the words in KUBECTL, or the program on PATH."""
    found = os.environ.get("KUBECTL") or shutil.which("kubectl")
    return shlex.split(found) if found else None


def no_cluster() -> str | None:
    if not os.environ.get("KUBECONFIG"):
        return "KUBECONFIG is not set"
    return no_helm() or (None if kubectl() else "kubectl is not installed. Put it on PATH or set KUBECTL")


def kube(*words: str, stdin: str | None = None, check: bool = True) -> str:
    done = subprocess.run([*kubectl(), *words], input=stdin, capture_output=True, text=True)
    if check and done.returncode:
        raise AssertionError(f"kubectl {' '.join(words)}: {done.stderr}\n{done.stdout}")
    return done.stdout if check else done.stdout + done.stderr


class Refused(Exception):
    """The error that helm reported."""


def run(*words: str, stdin: str | None = None) -> str:
    done = subprocess.run([helm(), *words], input=stdin, capture_output=True, text=True)
    if done.returncode:
        raise Refused(done.stderr)
    return done.stdout


def template(*words: str, values: str | Path | None = None) -> str:
    """The objects as text. Values come from a named set, from files, and from arguments such as --set."""
    files = [] if values is None else ["--values", str(VALUES / f"{values}.yaml" if isinstance(values, str) else values)]
    # A helm built with `go install` reports that it is for Kubernetes 1.20.
    return run("template", RELEASE, str(CHART), "--namespace", NAMESPACE, "--kube-version", "1.34.0", *files, *words)


def objects(text: str) -> list[dict]:
    return [each for each in yaml.safe_load_all(text) if each]


def named(all_objects: list[dict], kind: str, name: str) -> dict:
    return next(each for each in all_objects if each["kind"] == kind and each["metadata"]["name"] == name)


def sets() -> list[str]:
    return sorted(path.stem for path in VALUES.glob("*.yaml"))


def without_chance(text: str) -> str:
    """Replaces the Secrets that the chart generates, because they differ each time."""
    return re.sub(r"^(  (?:proxy\.secret|(?:hub|owner|postgres)\.password): )[A-Za-z0-9+/=]{64}$", r"\1(48 random characters)", text, flags=re.M)


def pod_specs(all_objects: list[dict]) -> list[tuple[str, dict]]:
    return [
        (f"{each['kind']}/{each['metadata']['name']}", each["spec"]["template"]["spec"])
        for each in all_objects
        if each["kind"] in ("Deployment", "StatefulSet", "DaemonSet", "Job")
    ]

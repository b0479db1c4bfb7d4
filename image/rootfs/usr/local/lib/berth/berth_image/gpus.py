"""Which GPUs are here, which were asked for, and whether the image's CUDA fits the driver. Imports no torch: some 50 ms."""

import dataclasses
import json
from pathlib import Path

from berth_image import facts
from berth_image.nvml import PLACES, Device, Nvml, NvmlError

REMEDY = (
    "The container runtime did not pass one in: whoever runs the node looks at the NVIDIA container toolkit (or the pod's"
    " runtimeClassName) and at the profile's GPU request"
)
NOTHING = {"", "void", "none"}


def asked(environment: dict[str, str]) -> tuple[int | None, str]:
    """How many GPUs were asked for, and by what; None where nobody said. "all" is at least one."""
    wish = environment.get("BERTH_GPUS", "")
    if wish.isascii() and wish.isdigit():
        return int(wish[:4]), f"BERTH_GPUS={wish[:4]}"
    devices = environment.get("NVIDIA_VISIBLE_DEVICES", "")
    if devices.strip().lower() in NOTHING:
        # Not a "no": where devices are passed in by CDI, the runtime sets "void" for those who have a GPU, too.
        return None, ""
    count = 1 if devices == "all" else len([each for each in devices.split(",") if each])
    return count, f"NVIDIA_VISIBLE_DEVICES={devices[:200]}"


def fit(image: str | None, driver: tuple[int, int]) -> tuple[bool, str]:
    """Whether a CUDA runtime works with a driver that knows CUDA up to `driver`. Source: NVIDIA's CUDA compatibility guide."""
    if not image:
        return True, "this image has no CUDA"
    major, minor = (int(part) for part in image.split(".")[:2])
    knows = f"the driver knows CUDA up to {driver[0]}.{driver[1]}, the image has CUDA {image}"
    if driver[0] < major:
        return False, f"{knows}: they do not fit; the node needs a newer driver, or the profile an image with an older CUDA"
    if driver[0] == major and driver[1] < minor:
        return True, f"{knows}: they fit by minor-version compatibility, which excludes code that is compiled on the fly (PTX)"
    return True, f"{knows}: they fit"


def look(environment: dict[str, str], places: tuple[str, ...] = PLACES, known: dict | None = None) -> dict:
    """The whole report. Never raises: what cannot be found out is told in it."""
    known = facts() if known is None else known
    count, source = asked(environment)
    report = {"asked": count, "askedBy": source or None, "imageCuda": known.get("cuda"), "gpus": [], "problems": []}
    try:
        with Nvml(places) as nvml:
            devices, driver = nvml.devices(), nvml.cuda()
            report.update(driver=nvml.driver(), driverCuda=f"{driver[0]}.{driver[1]}")
    except (NvmlError, AttributeError) as reason:
        report["reason"] = str(reason)
        devices = []
    else:
        good, sentence = fit(known.get("cuda"), driver)
        report.update(fits=good, fit=sentence)
        if devices and not good:
            report["problems"].append(sentence)
    report["gpus"] = [dataclasses.asdict(device) for device in devices]
    report["problems"] += _missing(count, source, devices, report.get("reason"))
    report["problems"] += _unsupported(devices, known.get("architectures") or [])
    return report


def silent(environment: dict[str, str], reason: str) -> dict:
    """The report where nothing could be learned."""
    count, source = asked(environment)
    problem = f"Whether GPUs are here is not known: {reason}. The node needs a look; servers without a GPU are not affected."
    return {
        "asked": count,
        "askedBy": source or None,
        "imageCuda": facts().get("cuda"),
        "gpus": [],
        "problems": [problem],
        "reason": reason,
    }


def usable(devices: list[Device]) -> int:
    """A GPU in MIG mode is used by its slices."""
    return sum(len(device.slices) if device.mig else 1 for device in devices)


def _missing(count: int | None, source: str, devices: list[Device], reason: str | None) -> list[str]:
    here = usable(devices)
    if count and not here:
        return [f"A GPU was asked for ({source}) and none is here{f': {reason}' if reason else ''}. {REMEDY}."]
    if count and here < count:
        return [f"{count} GPUs were asked for ({source}) and only {here} can be used here. {REMEDY}."]
    if count == 0 and here:
        return [
            f"No GPU was asked for ({source}) and {here} can be used here, outside of every quota. The node's container runtime passes"
            " GPUs to pods that ask for none: whoever runs the node sets accept-nvidia-visible-devices-envvar-when-unprivileged=false"
        ]
    return []


def _unsupported(devices: list[Device], architectures: list[str]) -> list[str]:
    """torch has machine code for some generations of GPUs, which run on later ones of the same major number only."""
    real = [each[3:] for each in architectures if each.startswith("sm_") and each[3:].isdigit()]
    virtual = [each[8:] for each in architectures if each.startswith("compute_") and each[8:].isdigit()]
    problems = []
    for device in devices:
        if device.capability and real:
            mine = int(device.capability.replace(".", ""))
            binary = any(int(each) // 10 == mine // 10 and int(each) <= mine for each in real)
            if not binary and not any(int(each) <= mine for each in virtual):
                problems.append(
                    f"{device.name} has compute capability {device.capability}; this image's torch has code for"
                    f" {', '.join(architectures)} only: choose an image with another torch"
                )
    return problems


def lines(report: dict) -> list[str]:
    """For the log and for people."""
    said = [f"GPU problem: {problem}" for problem in report["problems"]]
    if not report["gpus"]:
        return said or ["No GPU is here, and none was asked for."]
    fits = report.get("fit", "")
    said.append(f"{len(report['gpus'])} GPU(s), driver {report['driver']}; {fits}.")
    for number, gpu in enumerate(report["gpus"]):
        mig = f"; MIG with {len(gpu['slices'])} slice(s) for this server" if gpu["mig"] else ""
        said.append(f"GPU {number}: {gpu['name']}, {gpu['memory_mib']} MiB, compute capability {gpu['capability']}{mig}")
        said += [f"  slice {each['name']}, {each['memory_mib']} MiB" for each in gpu["slices"]]
    return said


def write(report: dict, path: Path) -> None:
    """Whole or not at all, for those who read it meanwhile."""
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(report, indent=1) + "\n")
    draft.replace(path)


def main(arguments: list[str], environment: dict[str, str]) -> int:
    """berth-gpus [--json]: exits with 1 where something is not as it was asked for."""
    report = look(environment)
    print(json.dumps(report, indent=1) if "--json" in arguments else "\n".join(lines(report)))
    return 1 if report["problems"] else 0

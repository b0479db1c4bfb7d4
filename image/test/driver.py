"""Compiles a driver library whose calls are real and whose GPUs are not."""

import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("driver.c")
USUAL = {"GPUS": 1, "CUDA": 13000, "CAPABILITY": 90, "MIG": 0, "HANG": 0}


def compiled(library: Path, **facts: int) -> Path:
    defines = [f"-D{name}={value}" for name, value in (USUAL | facts).items()]
    subprocess.run(["cc", "-shared", "-fPIC", *defines, "-o", library, SOURCE], check=True)
    return library

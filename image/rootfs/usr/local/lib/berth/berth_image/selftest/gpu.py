"""What the image finds of GPUs, and what torch makes of each."""

import os

from berth_image import facts, gpus
from berth_image.selftest import Check, Failed, Skipped, own, program


def as_asked() -> str:
    report = gpus.look(dict(os.environ))
    if report["problems"]:
        raise Failed(" ".join(report["problems"]))
    return " ".join(gpus.lines(report))


def needs_torch() -> None:
    if facts().get("variant", "cuda") != "cuda":
        raise Skipped("this variant of the image has no torch")


def build() -> str:
    needs_torch()
    words = program(own("berth_image.selftest.torch_build")).split()
    version, cuda, cudnn, nccl = words
    wanted = facts().get("torch")
    if wanted and version.split("+")[0] != wanted.split("+")[0]:
        raise Failed(f"torch {version}; the image was built with {wanted}")
    return f"torch {version}, CUDA {cuda}, cuDNN {cudnn}, NCCL {nccl}"


def products() -> str:
    needs_torch()
    return program(own("berth_image.selftest.torch_product")) or _no_gpu()


def reduce_on_gpus() -> str:
    needs_torch()
    return program(own("berth_image.selftest.torch_reduce", "nccl")) or _no_gpu()


def reduce_on_processors() -> str:
    needs_torch()
    return program(own("berth_image.selftest.torch_reduce", "gloo"))


def pictures() -> str:
    needs_torch()
    return program(own("berth_image.selftest.torch_media", "torchvision"))


def sound() -> str:
    needs_torch()
    return program(own("berth_image.selftest.torch_media", "torchaudio"))


def _no_gpu() -> str:
    """Nothing to try where no GPU is; a failure where one is here, or should be, that torch does not see."""
    environment = dict(os.environ)
    report = gpus.look(environment)
    here, asked = len(report["gpus"]), report["asked"] or 0
    if not here and not asked:
        raise Skipped("torch sees no GPU, none is here, and none was asked for")
    mask = environment.get("CUDA_VISIBLE_DEVICES")
    masked = "" if mask is None else f"; CUDA_VISIBLE_DEVICES='{mask[:200]}' decides what it sees"
    raise Failed(f"torch sees no GPU; {here} are here, and {asked} were asked for{masked}")


PROBE_CHECKS = [Check("GPUs", "as many as were asked for, with a driver that fits", as_asked)]

TORCH_CHECKS = [
    Check("torch", "imports, in the version of the image", build),
    Check("product", "on each GPU a matrix product as on the CPU, to 1 in 10,000", products),
    Check("NCCL", "an all-reduce over all GPUs gives the sum", reduce_on_gpus),
    Check("gloo", "an all-reduce of two processes gives the sum", reduce_on_processors),
    Check("torchvision", "resizes a picture, and picks boxes", pictures),
    Check("torchaudio", "resamples a tone, and finds its pitch", sound),
]

"""An all-reduce over all visible GPUs (nccl), or of two processes (gloo). Prints a line; nothing where nccl has no GPU.

The processes meet by a file, so that no port is opened, and talk over the loopback interface.
"""

import os
import sys
import tempfile
from datetime import timedelta

import torch
import torch.distributed as distributed

PROCESSES = 2
LIMIT = timedelta(seconds=120)


def member(rank: int, backend: str, world: int, meeting: str) -> None:
    device = f"cuda:{rank}" if backend == "nccl" else "cpu"
    if backend == "nccl":
        torch.cuda.set_device(rank)
    distributed.init_process_group(backend, init_method=f"file://{meeting}", rank=rank, world_size=world, timeout=LIMIT)
    try:
        values = torch.full((1024,), float(rank + 1), device=device)
        distributed.all_reduce(values)
        expected = world * (world + 1) / 2
        if not bool((values == expected).all()):
            sys.exit(f"rank {rank}: {values[0].item()} instead of {expected}")
    finally:
        distributed.destroy_process_group()


def main(backend: str) -> None:
    world = torch.cuda.device_count() if backend == "nccl" else PROCESSES
    if not world:
        return
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    os.environ.setdefault("NCCL_SOCKET_IFNAME", "lo")
    with tempfile.TemporaryDirectory(prefix="berth-selftest-") as folder:
        torch.multiprocessing.start_processes(
            member,
            args=(backend, world, os.path.join(folder, "meeting")),
            nprocs=world,
            start_method="fork" if backend == "gloo" else "spawn",
        )
    print(f"{world} {'GPU(s)' if backend == 'nccl' else 'processes'}: the sum is right")


if __name__ == "__main__":
    main(sys.argv[1])

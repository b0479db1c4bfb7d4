"""Compares a matrix product on each visible GPU with the CPU's. Prints a line; nothing where there is no GPU."""

import sys

import torch

SIZE = 512
BOUND = 1e-4


def difference(device: str) -> float:
    """The largest difference, as a share of the largest value. In full single precision: TF32 would be right to 1 in 1,000 only."""
    torch.backends.cuda.matmul.allow_tf32 = False
    generator = torch.Generator().manual_seed(7)
    left, right = (torch.randn(SIZE, SIZE, generator=generator) for _ in range(2))
    here = left @ right
    there = (left.to(device) @ right.to(device)).cpu()
    return float((here - there).abs().max() / here.abs().max())


def main() -> None:
    found = []
    for index in range(torch.cuda.device_count()):
        off = difference(f"cuda:{index}")
        name = torch.cuda.get_device_name(index)
        if not off < BOUND:
            sys.exit(f"GPU {index}, {name}: off by {off:.1e}")
        found.append(f"GPU {index}, {name}: off by {off:.1e}")
    if found:
        print("; ".join(found))


if __name__ == "__main__":
    main()

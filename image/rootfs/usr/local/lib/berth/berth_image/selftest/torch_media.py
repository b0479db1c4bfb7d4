"""Tries torchvision or torchaudio on data made here. Prints a line."""

import math
import sys

import torch


def torchvision() -> str:
    import torchvision
    from torchvision.ops import nms
    from torchvision.transforms.v2 import functional

    picture = torch.arange(3 * 32 * 32, dtype=torch.uint8).reshape(3, 32, 32)
    half = functional.resize(picture, [16, 16])
    # The compiled part: the second box lies on the first, which has the higher score.
    boxes = torch.tensor([[0.0, 0.0, 10.0, 10.0], [1.0, 1.0, 10.0, 10.0], [20.0, 20.0, 30.0, 30.0]])
    kept = nms(boxes, torch.tensor([0.9, 0.8, 0.7]), 0.5).tolist()
    if tuple(half.shape) != (3, 16, 16) or kept != [0, 2]:
        sys.exit(f"resized to {tuple(half.shape)}, kept boxes {kept}")
    return f"torchvision {torchvision.__version__}: resized, kept the right boxes"


def torchaudio() -> str:
    import torchaudio

    rate, lower, pitch = 16000, 8000, 440.0
    tone = torch.sin(2 * math.pi * pitch * torch.arange(rate) / rate)
    half = torchaudio.functional.resample(tone, rate, lower)
    spectrum = torchaudio.transforms.Spectrogram(n_fft=800)(half)
    found = float(spectrum.mean(dim=1).argmax()) * lower / 800
    if half.numel() != lower or abs(found - pitch) > lower / 800:
        sys.exit(f"{half.numel()} samples, pitch {found} Hz")
    return f"torchaudio {torchaudio.__version__}: a tone of {pitch:.0f} Hz found at {found:.0f} Hz"


if __name__ == "__main__":
    print({"torchvision": torchvision, "torchaudio": torchaudio}[sys.argv[1]]())

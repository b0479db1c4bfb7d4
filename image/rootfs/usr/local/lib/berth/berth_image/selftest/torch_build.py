"""Prints torch's version, and those of CUDA, cuDNN and NCCL that it was built with."""

import torch

nccl = torch.cuda.nccl.version() if torch.version.cuda and torch.distributed.is_nccl_available() else ()
print(torch.__version__, torch.version.cuda or "none", torch.backends.cudnn.version() or "none", ".".join(map(str, nccl)) or "none")

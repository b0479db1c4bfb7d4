"""Prints torch's version, and the versions of CUDA, cuDNN and NCCL with which it was built."""

import torch

nccl = torch.cuda.nccl.version() if torch.version.cuda and torch.distributed.is_nccl_available() else ()
print(torch.__version__, torch.version.cuda or "none", torch.backends.cudnn.version() or "none", ".".join(map(str, nccl)) or "none")

"""The few calls of NVIDIA's management library that tell which GPUs are here. Source: nvml.h of CUDA 12, its names and numbers."""

import ctypes
from dataclasses import dataclass, field

PLACES = (
    "libnvidia-ml.so.1",
    # Where some clouds mount the driver, outside of the loader's path.
    "/usr/local/nvidia/lib64/libnvidia-ml.so.1",
)
TEXT = 96


class NvmlError(Exception):
    """A call that did not succeed, with NVML's own word for it."""


class _Memory(ctypes.Structure):
    _fields_ = [("total", ctypes.c_ulonglong), ("free", ctypes.c_ulonglong), ("used", ctypes.c_ulonglong)]


@dataclass(frozen=True)
class Device:
    """A GPU, or a MIG slice of one."""

    name: str
    uuid: str
    memory_mib: int
    capability: str | None = None
    slices: list["Device"] = field(default_factory=list)
    mig: bool = False


class Nvml:
    """One session with the library. Use as a context; not for several threads."""

    def __init__(self, places: tuple[str, ...] = PLACES):
        self._library = _load(places)

    def __enter__(self) -> "Nvml":
        self._call("nvmlInit_v2")
        return self

    def __exit__(self, *_: object) -> None:
        self._library.nvmlShutdown()

    def driver(self) -> str:
        return self._text("nvmlSystemGetDriverVersion")

    def cuda(self) -> tuple[int, int]:
        """The newest CUDA that the driver knows."""
        version = ctypes.c_int()
        self._call("nvmlSystemGetCudaDriverVersion_v2", ctypes.byref(version))
        return version.value // 1000, version.value % 1000 // 10

    def devices(self) -> list[Device]:
        count = ctypes.c_uint()
        self._call("nvmlDeviceGetCount_v2", ctypes.byref(count))
        return [self._device(index) for index in range(count.value)]

    def _device(self, index: int) -> Device:
        handle = ctypes.c_void_p()
        self._call("nvmlDeviceGetHandleByIndex_v2", ctypes.c_uint(index), ctypes.byref(handle))
        major, minor = ctypes.c_int(), ctypes.c_int()
        self._call("nvmlDeviceGetCudaComputeCapability", handle, ctypes.byref(major), ctypes.byref(minor))
        mig = self._mig(handle)
        return self._facts(
            handle,
            capability=f"{major.value}.{minor.value}",
            mig=mig,
            slices=self._slices(handle) if mig else [],
        )

    def _facts(self, handle: ctypes.c_void_p, **more: object) -> Device:
        memory = _Memory()
        self._call("nvmlDeviceGetMemoryInfo", handle, ctypes.byref(memory))
        return Device(
            name=self._text("nvmlDeviceGetName", handle),
            uuid=self._text("nvmlDeviceGetUUID", handle),
            memory_mib=memory.total // 2**20,
            **more,
        )

    def _mig(self, handle: ctypes.c_void_p) -> bool:
        current, pending = ctypes.c_uint(), ctypes.c_uint()
        try:
            self._call("nvmlDeviceGetMigMode", handle, ctypes.byref(current), ctypes.byref(pending))
        except NvmlError:
            return False
        return current.value == 1

    def _slices(self, handle: ctypes.c_void_p) -> list[Device]:
        """Those that this container may use; the others answer "not found"."""
        most = ctypes.c_uint()
        self._call("nvmlDeviceGetMaxMigDeviceCount", handle, ctypes.byref(most))
        found = []
        for index in range(most.value):
            slice_ = ctypes.c_void_p()
            try:
                self._call("nvmlDeviceGetMigDeviceHandleByIndex", handle, ctypes.c_uint(index), ctypes.byref(slice_))
                found.append(self._facts(slice_))
            except NvmlError:
                continue
        return found

    def _text(self, function: str, *arguments: object) -> str:
        buffer = ctypes.create_string_buffer(TEXT)
        self._call(function, *arguments, buffer, ctypes.c_uint(TEXT))
        return buffer.value.decode(errors="replace")

    def _call(self, function: str, *arguments: object) -> None:
        status = getattr(self._library, function)(*arguments)
        if status:
            word = self._library.nvmlErrorString
            word.restype = ctypes.c_char_p
            raise NvmlError(f"{function}: {(word(status) or b'?').decode(errors='replace')}")


def _load(places: tuple[str, ...]) -> ctypes.CDLL:
    for place in places:
        try:
            return ctypes.CDLL(place)
        except OSError:
            continue
    raise NvmlError(f"the NVIDIA driver's library {places[0]} was not found")

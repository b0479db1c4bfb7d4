#!/usr/bin/env python3
"""Turns what each step of a build changed in a folder into a layer, and the layers into an OCI archive, without an engine.

    layers.py mark ROOT STATE              remembers how ROOT is now
    layers.py layer ROOT STATE OUT NAME    writes what changed since as OUT/NAME.tar.gz, and remembers anew
    layers.py archive OUT NAME CONFIG      writes OUT/image.tar of the layers, in the order in which they were made

What a layer holds depends on the folder alone: entries are sorted, and no time is later than SOURCE_DATE_EPOCH.
Format: https://github.com/opencontainers/image-spec, layer.md (whiteouts), config.md, manifest.md, image-layout.md.
"""

import gzip
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

WHITEOUT = ".wh."
NOW = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
STAMP = "1970-01-01T00:00:00Z"

State = dict[str, list[int]]


def state(root: Path) -> State:
    """What tells that a file was touched: its change time, which no program can set, and what it is."""
    found: State = {}
    for folder, folders, files in os.walk(root):
        for name in folders + files:
            path = os.path.join(folder, name)
            each = os.lstat(path)
            # A folder's own change time moves with its content, which is told by the entries themselves.
            change = 0 if stat.S_ISDIR(each.st_mode) else each.st_ctime_ns
            found[os.path.relpath(path, root)] = [each.st_mode, each.st_uid, each.st_gid, change]
    return found


def changes(before: State, after: State) -> tuple[list[str], list[str]]:
    """The paths that are new or other, with the folders above them; and the topmost of those that went."""
    other = {path for path, each in after.items() if before.get(path) != each}
    for path in list(other):
        while path := os.path.dirname(path):
            other.add(path)
    gone = {path for path in before if path not in after}
    # What lay in a folder that became a file or a link went with it.
    return sorted(other), sorted(path for path in gone if os.path.dirname(path) not in gone and _is_folder(after, os.path.dirname(path)))


def _is_folder(now: State, path: str) -> bool:
    return not path or stat.S_ISDIR(now[path][0])


def write_layer(root: Path, paths: list[str], gone: list[str], out: io.BufferedIOBase) -> None:
    """Hard links within the layer stay links; sockets are left out."""
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted([*paths, *(whiteout(path) for path in gone)]):
            if os.path.basename(path).startswith(WHITEOUT):
                archive.addfile(_plain(tarfile.TarInfo(path)))
                continue
            entry = archive.gettarinfo(root / path, arcname=path)
            if entry is None:
                continue
            if entry.isreg():
                with open(root / path, "rb") as content:
                    archive.addfile(_plain(entry), content)
            else:
                archive.addfile(_plain(entry))


def whiteout(path: str) -> str:
    return os.path.join(os.path.dirname(path), WHITEOUT + os.path.basename(path))


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without names of accounts, and with no time later than the recipe's."""
    entry.uname = entry.gname = ""
    entry.mtime = min(int(entry.mtime), NOW)
    return entry


class Digest(io.RawIOBase):
    """Passes bytes on and keeps their hash and number."""

    def __init__(self, to: io.BufferedIOBase):
        super().__init__()
        self._to, self.hash, self.size = to, hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        self.size += len(data)
        self._to.write(data)
        return len(data)


def layer(root: Path, remembered: Path, out: Path, name: str) -> None:
    before, after = json.loads(remembered.read_text()) if remembered.exists() else {}, state(root)
    paths, gone = changes(before, after)
    out.mkdir(parents=True, exist_ok=True)
    packed = out / f"{name}.tar.gz"
    with open(packed, "wb") as file, _gzip(file) as zipped:
        content = Digest(zipped)
        write_layer(root, paths, gone, content)
    with open(packed, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    known = out / "layers.json"
    layers = json.loads(known.read_text()) if known.exists() else []
    layers.append({"name": name, "diff": content.hash.hexdigest(), "size": content.size, "digest": digest, "packed": packed.stat().st_size})
    known.write_text(json.dumps(layers, indent=1))
    remembered.write_text(json.dumps(after))
    print(
        f"layer {name}: {len(paths)} entries, {len(gone)} removed, {mib(content.size)}, {mib(packed.stat().st_size)} packed",
        flush=True,
    )


class _gzip:
    """pigz where it is, which uses all processors; gzip of Python's library else. Neither writes a time or a name."""

    def __init__(self, file: io.BufferedIOBase):
        self._file, self._process = file, None

    def __enter__(self) -> io.BufferedIOBase:
        if shutil.which("pigz"):
            self._process = subprocess.Popen(["pigz", "-6", "--no-name", "--no-time"], stdin=subprocess.PIPE, stdout=self._file)
            self._to = self._process.stdin
        else:
            self._to = gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=self._file, mtime=0)
        return self._to

    def __exit__(self, *_: object) -> None:
        self._to.close()
        if self._process and self._process.wait():
            raise OSError(f"pigz ended with {self._process.returncode}")


def mib(size: int) -> str:
    return f"{size / 2**20:.0f} MiB"


def archive(out: Path, name: str, config: dict) -> None:
    """An OCI image layout in a tar file, which containerd, Podman, Skopeo and Docker (from 25) load."""
    layers = json.loads((out / "layers.json").read_text())
    image = {
        "architecture": "amd64",
        "os": "linux",
        "created": STAMP,
        "config": config,
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{each['diff']}" for each in layers]},
        "history": [{"created": STAMP, "created_by": f"image/steps/{each['name']}"} for each in layers],
    }
    blobs: dict[str, bytes] = {}
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": _blob(blobs, image, "application/vnd.oci.image.config.v1+json"),
        "layers": [
            {
                "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
                "digest": f"sha256:{each['digest']}",
                "size": each["packed"],
            }
            for each in layers
        ],
    }
    described = _blob(blobs, manifest, manifest["mediaType"])
    described["annotations"] = {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name.rpartition(":")[2]}
    index = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [described]}
    with tarfile.open(out / "image.tar", "w", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, "oci-layout", b'{"imageLayoutVersion": "1.0.0"}')
        _add(tar, "index.json", json.dumps(index).encode())
        for digest, content in blobs.items():
            _add(tar, f"blobs/sha256/{digest}", content)
        for digest, path in {each["digest"]: out / f"{each['name']}.tar.gz" for each in layers}.items():
            entry = _plain(tar.gettarinfo(path, arcname=f"blobs/sha256/{digest}"))
            with open(path, "rb") as content:
                tar.addfile(entry, content)
    print(f"{name}: {described['digest']}")
    print(f"{'layer':<12}{'unpacked':>12}{'packed':>12}")
    for each in [*layers, {"name": "together", **{key: sum(each[key] for each in layers) for key in ("size", "packed")}}]:
        print(f"{each['name']:<12}{mib(each['size']):>12}{mib(each['packed']):>12}")


def _blob(blobs: dict[str, bytes], content: dict, media: str) -> dict:
    data = json.dumps(content, sort_keys=True).encode()
    digest = hashlib.sha256(data).hexdigest()
    blobs[digest] = data
    return {"mediaType": media, "digest": f"sha256:{digest}", "size": len(data)}


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def main(words: list[str]) -> None:
    match words:
        case ["mark", root, remembered]:
            Path(remembered).write_text(json.dumps(state(Path(root))))
        case ["layer", root, remembered, out, name]:
            layer(Path(root), Path(remembered), Path(out), name)
        case ["archive", out, name, config]:
            archive(Path(out), name, json.loads(Path(config).read_text()))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])

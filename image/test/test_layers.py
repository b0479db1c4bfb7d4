"""Layers and archive, of small folders."""

import gzip
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

RECIPE = Path(__file__).resolve().parents[1]


class LayerTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.root, self.out = self.folder / "root", self.folder / "out"
        self.root.mkdir()

    def run_tool(self, *words: object, epoch: str = "1000000000") -> None:
        subprocess.run(
            [sys.executable, RECIPE / "layers.py", *map(str, words)],
            check=True,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"SOURCE_DATE_EPOCH": epoch},
        )

    def layer(self, name: str, **more: str) -> dict[str, tarfile.TarInfo]:
        self.run_tool("layer", self.root, self.folder / "state", self.out, name, **more)
        with tarfile.open(self.out / f"{name}.tar.gz") as archive:
            return {entry.name: entry for entry in archive}

    def test_a_layer_holds_what_changed_and_the_folders_above_it(self):
        (self.root / "a/b").mkdir(parents=True)
        (self.root / "a/b/old").write_text("1")
        (self.root / "other").write_text("1")
        self.assertEqual(["a", "a/b", "a/b/old", "other"], sorted(self.layer("first")))
        (self.root / "a/b/new").write_text("2")
        self.assertEqual(["a", "a/b", "a/b/new"], sorted(self.layer("second")))

    def test_a_change_that_keeps_size_and_time_is_seen(self):
        path = self.root / "file"
        path.write_text("1")
        os.utime(path, (5, 5))
        self.layer("first")
        path.write_text("2")
        os.utime(path, (5, 5))
        self.assertEqual(["file"], list(self.layer("second")))

    def test_a_changed_mode_is_seen(self):
        (self.root / "folder").mkdir(mode=0o755)
        self.layer("first")
        (self.root / "folder").chmod(0o700)
        self.assertEqual(0o700, self.layer("second")["folder"].mode)

    def test_what_went_is_marked_once(self):
        (self.root / "a/b").mkdir(parents=True)
        (self.root / "a/b/file").write_text("1")
        (self.root / "keep").write_text("1")
        self.layer("first")
        subprocess.run(["rm", "-r", self.root / "a"], check=True)
        self.assertEqual([".wh.a"], list(self.layer("second")))

    def test_a_folder_that_became_a_link_needs_no_mark_below_it(self):
        (self.root / "a").mkdir()
        (self.root / "a/file").write_text("1")
        self.layer("first")
        subprocess.run(["rm", "-r", self.root / "a"], check=True)
        (self.root / "a").symlink_to("b")
        self.assertEqual(["a"], list(self.layer("second")))

    def test_hard_links_stay_one_file(self):
        (self.root / "a").write_text("1" * 1000)
        os.link(self.root / "a", self.root / "b")
        entries = self.layer("first")
        self.assertTrue(entries["b"].islnk())
        self.assertEqual("a", entries["b"].linkname)

    def test_the_same_content_is_the_same_layer_whenever_it_was_made(self):
        digests = []
        for time in (1_200_000_000, 1_300_000_000):
            (self.root / "a").write_text("1")
            os.utime(self.root / "a", (time, time))
            (self.folder / "state").unlink(missing_ok=True)
            self.layer("first")
            digests.append((self.out / "first.tar.gz").read_bytes())
        self.assertEqual(*digests)

    def test_a_time_before_the_recipes_is_kept(self):
        (self.root / "a").write_text("1")
        os.utime(self.root / "a", (5, 5))
        self.assertEqual(5, self.layer("first")["a"].mtime)

    def test_the_archive_describes_itself_truly(self):
        (self.root / "a").write_text("1")
        self.layer("first")
        (self.root / "b").write_text("2")
        self.layer("second")
        self.run_tool("archive", self.out, "berth/notebook:base", RECIPE / "config.json")
        with tarfile.open(self.out / "image.tar") as archive:
            read = {entry.name: archive.extractfile(entry).read() for entry in archive}
        for name, content in read.items():
            if name.startswith("blobs/sha256/"):
                self.assertEqual(name.rpartition("/")[2], hashlib.sha256(content).hexdigest())
        described = json.loads(read["index.json"])["manifests"][0]
        manifest = json.loads(self.blob(read, described))
        config = json.loads(self.blob(read, manifest["config"]))
        self.assertEqual("65532:65532", config["config"]["User"])
        self.assertEqual(2, len(manifest["layers"]))
        for layer, diff in zip(manifest["layers"], config["rootfs"]["diff_ids"], strict=True):
            self.assertEqual(diff, "sha256:" + hashlib.sha256(gzip.decompress(self.blob(read, layer))).hexdigest())

    def blob(self, read: dict[str, bytes], described: dict) -> bytes:
        content = read["blobs/sha256/" + described["digest"].removeprefix("sha256:")]
        self.assertEqual(described["size"], len(content))
        return content


if __name__ == "__main__":
    unittest.main()

"""Unpacks the examples in the source package of one version of JupyterHub: pip can only build such a package, which needs Node.

Usage: jupyterhub_examples.py VERSION FOLDER
"""

import hashlib
import io
import os
import shutil
import sys
import tarfile
import urllib.parse
import urllib.request
from html.parser import HTMLParser

INDEX = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/jupyterhub/"


class Links(HTMLParser):
    """The links of a page of the simple index (PEP 503)."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found.append(dict(attributes).get("href", ""))


def download(version):
    links = Links()
    links.feed(urllib.request.urlopen(INDEX, timeout=60).read().decode())
    name = f"jupyterhub-{version}.tar.gz"
    link = next(link for link in links.found if urllib.parse.urlsplit(link).path.endswith("/" + name))
    address = urllib.parse.urljoin(INDEX, link)
    content = urllib.request.urlopen(address, timeout=300).read()
    algorithm, _, digest = urllib.parse.urlsplit(address).fragment.partition("=")
    if algorithm and hashlib.new(algorithm, content).hexdigest() != digest:
        raise SystemExit(f"{name} does not have the digest that the index gives")
    return content


def main(version, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    prefix = f"jupyterhub-{version}/examples/"
    with tarfile.open(fileobj=io.BytesIO(download(version))) as archive:
        for member in archive.getmembers():
            if member.isfile() and member.name.startswith(prefix):
                target = os.path.normpath(os.path.join(folder, member.name[len(prefix) :]))
                if not target.startswith(os.path.join(folder, "")):
                    raise SystemExit(f"{member.name} leads out of the folder")
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "wb") as file:
                    file.write(archive.extractfile(member).read())


main(sys.argv[1], os.path.abspath(sys.argv[2]))

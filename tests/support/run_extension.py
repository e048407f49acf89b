#!/usr/bin/env python3
"""Packs the extension for VS Code: ROOT.

What scripts/extension makes has the files that it should have and nothing that could run,
and the second time the same bytes. vsce comes from npm; where npm is not to be reached, or
Node.js is too old, the test says so and is skipped (exit status 77).
"""
import hashlib
import json
import pathlib
import re
import shutil
import sys
import zipfile

from integration import run

SKIPPED = 77
# vsce lays out three of them in its own way.
FILES = {"package.json": "package.json", "snippets.json": "snippets.json", "icon.png": "icon.png",
         "readme.md": "README.md", "LICENSE.txt": "LICENSE"}
wrong = []


def expect(is_so, what):
    if not is_so:
        wrong.append(what)


def pack(root):
    """What scripts/extension did, and a digest of the package."""
    done = run(root, root / "scripts/extension")
    return done, done.returncode or hashlib.sha256(pathlib.Path(done.stdout.strip()).read_bytes()).hexdigest()


def check(root, path):
    source = root / "vscode-problem-matcher"
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        expected = {f"extension/{name}" for name in FILES} | {"extension.vsixmanifest", "[Content_Types].xml"}
        expect(names == expected, f"packed are {sorted(names ^ expected)}")
        for name in (name for name in FILES if f"extension/{name}" in names):
            packed, written = package.read(f"extension/{name}"), (source / FILES[name]).read_bytes()
            is_same = json.loads(packed) == json.loads(written) if name == "package.json" else packed == written
            expect(is_same, f"{name} is not as it was written")
        manifest = json.loads(package.read("extension/package.json"))
        listing = package.read("extension.vsixmanifest").decode()
    expect(not {"main", "browser", "activationEvents"} & manifest.keys(), "it has code")
    for key, name in (("Id", "name"), ("Version", "version"), ("Publisher", "publisher")):
        expect(re.search(f'<Identity [^>]*{key}="{re.escape(manifest.get(name, "nobody"))}"', listing),
               f"the manifest tells another {name}")
    for kind in ("Details", "Icons.Default", "License"):
        expect(f'Type="Microsoft.VisualStudio.Services.{"Content." if kind != "Icons.Default" else ""}{kind}"' in listing,
               f"the manifest does not tell of {kind}")


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("node or npm is not here; skipped")
        return SKIPPED
    done, digest = pack(root)
    if done.returncode != 0:
        print(done.stderr.strip()[-500:] + ("; skipped" if done.returncode == 2 else ""))
        return SKIPPED if done.returncode == 2 else 1
    path = pathlib.Path(done.stdout.strip())
    check(root, path)
    expect(pack(root)[1] == digest, "the second time it is another")
    print("\n".join(wrong + [f"{path.name}: {len(wrong)} differences"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Checks that README.md shows what tricep prints: TRICEP ROOT.

A block that begins with `$ scripts/lint ARGUMENTS` is what that prints; every other block
without a language must stand, line by line, in the full report of the samples. Its
picture is what scripts/picture draws; TRICEP_UPDATE_GOLDEN=1 draws it anew. There are as
many rules as it says.
"""
import json
import os
import pathlib
import re
import subprocess
import sys


def lint(tricep, root, arguments):
    done = subprocess.run([tricep, "lint", "--color=never", "--root", ".", *arguments], cwd=root,
                          capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def check_picture(tricep, root):
    picture = root / "docs/terminal.svg"
    done = subprocess.run([sys.executable, root / "scripts/picture", tricep], capture_output=True, text=True, check=False)
    if done.returncode == 0 and os.environ.get("TRICEP_UPDATE_GOLDEN"):
        picture.write_text(done.stdout)
    if f"]({picture.relative_to(root)})" not in (root / "README.md").read_text():
        yield "README.md does not show docs/terminal.svg"
    if done.stdout != picture.read_text():
        yield f"docs/terminal.svg is not what is printed: scripts/picture draws it {done.stderr}"


def check_count(tricep, root):
    rules = subprocess.run([tricep, "rules", "-f", "json"], capture_output=True, text=True, check=True).stdout
    count = len(json.loads(rules)["rules"])
    if f"[{count - 1} more](docs/rules.md)" not in (root / "README.md").read_text():
        yield f"README.md tells of another number of rules than {count}"


def main():
    tricep, root = sys.argv[1], pathlib.Path(sys.argv[2])
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", (root / "README.md").read_text(), re.M | re.S)
    blocks = [text for language, text in fences if not language]
    full = [line.rstrip() for line in lint(tricep, root, ["-f", "full", "samples"]).splitlines()]
    wrong = []
    for block in blocks:
        lines = block.splitlines()
        if lines[0].startswith("$ scripts/lint "):
            printed = lint(tricep, root, lines[0].split()[2:]).splitlines()
            if lines[1:] != printed:
                wrong.append("\n".join([lines[0], "prints", *printed]))
        else:
            wrong += [f"not in the full report: {line}" for line in lines if line.rstrip() not in full]
    wrong += [*check_picture(tricep, root), *check_count(tricep, root)]
    print("\n".join(wrong) if wrong else f"{len(blocks)} blocks and the picture are what is printed")
    return bool(wrong) or not blocks


if __name__ == "__main__":
    sys.exit(main())

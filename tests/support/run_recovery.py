#!/usr/bin/env python3
"""Breaks Bicep files in many ways: TRICEP ROOT.

Each line is deleted in turn, the file is cut off at each, and tokens are deleted and
doubled. Whatever it is, there are no more than a handful of parse errors, the program ends
as it should, and a resource that comes after is still judged. The files are those of
tests/cases and, where it is there, twenty of the corpus (TRICEP_SHARED).
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

# A string of three quotes that is not opened turns text and strings around to its end.
MOST_ERRORS = 8
MOST_LINES = 150
MOST_TOKENS = 60
TOKEN = re.compile(r"'''.*?'''|'(?:[^'\\\n]|\\.)*'|[A-Za-z_]\w*|\d+|[^\s\w]", re.S)
LATER = ("\nresource zzLater 'Microsoft.Web/sites@2022-09-01' = {\n  name: 'later'\n"
         "  properties: { clientCertEnabled: false }\n}\n")


def lint(tricep, folder):
    done = subprocess.run([tricep, "lint", "-f", "json", "--root", folder, "--show=all", "--ignore",
                           "not-analysed", "--select", "client-cert-enabled", folder],
                          capture_output=True, text=True, timeout=120, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"exit {done.returncode}: {done.stderr[-300:]}")
    return json.loads(done.stdout)["results"]


def broken(text):
    """Name and text of each way to break a file."""
    lines = text.splitlines(keepends=True)
    spans = [match.span() for match in TOKEN.finditer(text)]
    for number in range(min(len(lines), MOST_LINES)):
        yield f"without line {number + 1}", "".join(lines[:number] + lines[number + 1:])
        yield f"cut at line {number + 1}", "".join(lines[:number])
    for start, end in random.Random(0).sample(spans, min(len(spans), MOST_TOKENS)):
        yield f"without what is at {start}", text[:start] + text[end:]
        yield f"twice what is at {start}", f"{text[:end]} {text[start:end]}{text[end:]}"


def check(tricep, path):
    ways = list(broken(path.read_text(encoding="utf-8-sig")))
    with tempfile.TemporaryDirectory() as folder:
        for number, (_, text) in enumerate(ways):
            (pathlib.Path(folder) / f"{number:04}.bicep").write_text(text + LATER)
        results = lint(tricep, folder)
    errors = collections.Counter(r["path"] for r in results if r["rule"] == "parse-error")
    judged = {r["path"] for r in results if (r["resource"] or {}).get("symbol") == "zzLater"}
    wrong = []
    for number, (way, _) in enumerate(ways):
        name = f"{number:04}.bicep"
        if errors[name] > MOST_ERRORS:
            wrong.append(f"{path}: {way}: {errors[name]} parse errors")
        if name not in judged:
            wrong.append(f"{path}: {way}: what comes after is not judged")
    return wrong, len(ways)


def files(root):
    found = sorted((root / "tests" / "cases").glob("bicep-*/*.bicep"))
    corpus = pathlib.Path(os.environ.get("TRICEP_SHARED", root / ".." / "shared")) / "corpus"
    real = sorted(corpus.glob("avm/avm/res/web/**/main.bicep")) + sorted(
        corpus.glob("bicep-samples/**/user_submitted/**/main.bicep"))
    return found + real[:20]


def check_later(tricep):
    """What comes behind each kind of mistake is still judged."""
    mistakes = ("}", "{", "]", "(", "'", "'''", "'${", "param", "param x", "var a =", "resource r",
                "resource r 'A.B/c@1' = {", "resource r 'A.B/c@1' = {\n  @onlyIfNotExists()",
                "module m 'x.bicep' = [for i in x: {", "@", "@secure(",
                "output o string = a ?", "type t = {", "func f(", "import {", "/*x", "var b = [\n  1\n  (")
    for mistake in mistakes:
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "main.bicep").write_text(mistake + LATER)
            results = lint(tricep, folder)
        kinds = [r["rule"] for r in results]
        if mistake != "/*x" and "client-cert-enabled" not in kinds:
            yield f"behind {mistake!r}: {kinds}"
        if kinds.count("parse-error") != 1:
            yield f"{mistake!r} is {kinds.count('parse-error')} parse errors"


CUT = """param a bool
@description('x')
param b object?
resource r 'Microsoft.Web/sites@2022-09-01' = if (a) {
  name: 'x${a}y${b.?c ?? 'z'}'
  kind: a
    ? 'b'
    : 'c'
  tags: [for (x, i) in [1, 2]: {
    y: map([1], z => { w: z })
  }]
  properties: {
    script: '''#!/bin/sh
      echo "$1" (x) [y] {z}
      param 1, 2,
      }
    '''
    list: [
      1
      (2 + 3)
    ]
  }
}
output o string = r.properties.script
"""


def check_cut(tricep):
    """A file that ends somewhere in the middle is one mistake."""
    with tempfile.TemporaryDirectory() as folder:
        for size in range(1, len(CUT)):
            (pathlib.Path(folder) / f"{size:04}.bicep").write_text(CUT[:size])
        done = subprocess.run([tricep, "lint", "-f", "json", *os.listdir(folder)], cwd=folder, capture_output=True, text=True,
                              check=False)
    errors = collections.Counter(r["path"] for r in json.loads(done.stdout)["results"] if r["rule"] == "parse-error")
    for name, count in sorted(errors.items()):
        if count > 1:
            yield f"{CUT[:int(name[:4])][-40:]!r} at the end is {count} parse errors"
    if len(errors) < len(CUT) / 2:
        yield f"{len(errors)} of {len(CUT)} files that are cut off have a parse error"


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    wrong, count = [*check_later(tricep), *check_cut(tricep)], 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for more, ways in pool.map(lambda path: check(tricep, path), files(root)):
            wrong += more
            count += ways
    print("\n".join(wrong + [f"{count} files broken, {len(wrong)} differences"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

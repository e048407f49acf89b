#!/usr/bin/env python3
"""Deletes each line of Bicep files in turn: TRICEP ROOT.

Whatever is missing, there are no more than a handful of parse errors, the program ends as
it should, and resources that come after are still judged. The files are those of
tests/cases and, where it is there, twenty of the corpus (TRICEP_SHARED).
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

# A string of three quotes that is not opened turns text and strings around to its end.
MOST_ERRORS = 10
MOST_LINES = 150


def lint(tricep, folder):
    done = subprocess.run([tricep, "lint", "-f", "json", "--root", folder, "--show=all", "--ignore",
                           "not-analysed", "--select", "client-cert-enabled", folder],
                          capture_output=True, text=True, timeout=120, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"exit {done.returncode}: {done.stderr[-300:]}")
    return json.loads(done.stdout)["results"]


def check(tricep, path):
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(min(len(lines), MOST_LINES)):
            text = "".join(lines[:number] + lines[number + 1:])
            (pathlib.Path(folder) / f"{number:04}.bicep").write_text(text)
        results = lint(tricep, folder)
    errors = collections.Counter(r["path"] for r in results if r["rule"] == "parse-error")
    return [f"{path}: without line {int(name[:4]) + 1}: {count} parse errors"
            for name, count in errors.items() if count > MOST_ERRORS], len(lines)


def files(root):
    found = sorted((root / "tests" / "cases").glob("bicep-*/*.bicep"))
    corpus = pathlib.Path(os.environ.get("TRICEP_SHARED", root / ".." / "shared")) / "corpus"
    real = sorted(corpus.glob("avm/avm/res/web/**/main.bicep")) + sorted(
        corpus.glob("bicep-samples/**/user_submitted/**/main.bicep"))
    return found + real[:20]


def check_later(tricep):
    """What comes behind each kind of mistake is still judged."""
    later = ("resource later 'Microsoft.Web/sites@2022-09-01' = {\n  name: 'later'\n"
             "  properties: { clientCertEnabled: false }\n}\n")
    mistakes = ("}", "{", "]", "(", "'", "'''", "'${", "param", "param x", "var a =", "resource r",
                "resource r 'A.B/c@1' = {", "module m 'x.bicep' = [for i in x: {", "@", "@secure(",
                "output o string = a ?", "type t = {", "func f(", "import {", "/*x", "var b = [\n  1\n  (")
    for mistake in mistakes:
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "main.bicep").write_text(mistake + "\n" + later)
            results = lint(tricep, folder)
        kinds = [r["rule"] for r in results]
        if mistake != "/*x" and "client-cert-enabled" not in kinds:
            yield f"behind {mistake!r}: {kinds}"
        if kinds.count("parse-error") != 1:
            yield f"{mistake!r} is {kinds.count('parse-error')} parse errors"


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    wrong, count = list(check_later(tricep)), 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for more, lines in pool.map(lambda path: check(tricep, path), files(root)):
            wrong += more
            count += lines
    print("\n".join(wrong + [f"{count} lines deleted, {len(wrong)} differences"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

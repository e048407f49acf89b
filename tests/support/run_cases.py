#!/usr/bin/env python3
"""Runs the cases of tests/cases and samples: TRICEP ROOT.

A case is a folder; its `expected.txt` is what a run prints to standard output, then
`--- stderr` and what it prints there, then `--- exit N`. The run happens inside the
folder with the arguments in `command` (one line, split as a shell does; default
below); a `command` that begins with `<FILE` gets that file on standard input.
TRICEP_UPDATE_GOLDEN=1 rewrites expected.txt.
"""
import difflib
import os
import pathlib
import shlex
import subprocess
import sys

DEFAULT = "lint --show=all ."


def run(tricep, folder, words):
    stdin = None
    if words and words[0].startswith("<"):
        stdin = (folder / words[0][1:]).read_bytes()
        words = words[1:]
    env = {k: v for k, v in os.environ.items() if not k.startswith("TRICEP_")}
    env.pop("NO_COLOR", None)
    # Cases are about the core rule unless they select others, or bring a configuration.
    if not any(folder.rglob("*tricep.json")) and "--set" not in words:
        env["TRICEP_SELECT"] = "client-cert-enabled"
    source = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
    done = subprocess.run([tricep] + words, cwd=folder, env=env, **source,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                          check=False)
    out = done.stdout.decode("utf-8", "backslashreplace")
    err = done.stderr.decode("utf-8", "backslashreplace")
    return f"{out}--- stderr\n{err}--- exit {done.returncode}\n"


def arguments(folder):
    file = folder / "command"
    text = file.read_text() if file.exists() else DEFAULT
    words = shlex.split(text)
    # Paths in reports are relative to the case, wherever the checkout is.
    command = words[words[0].startswith("<"):][0] if words else ""
    if command in ("lint", "expand", "eval") and "--root" not in words:
        words += ["--root", "."]
    return words


def check(tricep, folder):
    expected = folder / "expected.txt"
    actual = run(tricep, folder, arguments(folder))
    if os.environ.get("TRICEP_UPDATE_GOLDEN"):
        expected.write_text(actual)
        return True
    wanted = expected.read_text() if expected.exists() else ""
    if wanted == actual:
        return True
    sys.stdout.writelines(difflib.unified_diff(
        wanted.splitlines(True), actual.splitlines(True), f"{folder}/expected.txt", "actual"))
    return False


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    folders = sorted(p for place in ("tests/cases", "samples")
                     for p in (root / place).iterdir() if p.is_dir())
    failed = [f for f in folders if not check(tricep, f)]
    print(f"{len(folders) - len(failed)} passed, {len(failed)} failed")
    return bool(failed) or not folders


if __name__ == "__main__":
    sys.exit(main())

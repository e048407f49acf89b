#!/usr/bin/env python3
"""Compares action.yml and the snippets of docs/ci.md with the schemas of those who read them: ROOT FOLDER.

The schemas come with check-jsonschema, from PyPI into FOLDER. Where PyPI is not to be
reached, the test says so and is skipped (exit status 77).
"""
import pathlib
import subprocess
import sys

from integration import snippets

SKIPPED = 77
PACKAGE = "check-jsonschema==0.39.0"
OPTIONS = {
    "action.yml": ["vendor.github-actions"],
    ".github/workflows/tricep.yml": ["vendor.github-workflows"],
    "azure-pipelines.yml": ["vendor.azure-pipelines", "--data-transform", "azure-pipelines", "--regex-variant", "python"],
    ".gitlab-ci.yml": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
}


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=240, check=False)


def install(folder):
    program = folder / "bin/check-jsonschema"
    if program.exists():
        return program
    try:
        done = run(sys.executable, "-m", "venv", folder)
        if done.returncode == 0:
            done = run(folder / "bin/pip", "install", "-q", "--disable-pip-version-check", "--retries", "0", "--timeout",
                       "15", PACKAGE)
    except subprocess.TimeoutExpired:
        return None
    return program if done.returncode == 0 else None


def main():
    root, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) / "schemas"
    program = install(folder)
    if program is None:
        print("PyPI cannot be reached, or this Python makes no environments; skipped")
        return SKIPPED
    texts = {"action.yml": (root / "action.yml").read_text(), **snippets(root)}
    wrong = 0
    for name, options in OPTIONS.items():
        path = folder / pathlib.Path(name).name
        path.write_text(texts[name])
        done = run(program, "--builtin-schema", *options, path)
        wrong += done.returncode != 0
        print(f"{name}: {(done.stdout + done.stderr).strip()}")
    print(f"{len(OPTIONS)} files, {wrong} differences")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

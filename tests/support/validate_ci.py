#!/usr/bin/env python3
"""Compares action.yml, the snippets of docs/ci.md and the files of bench/scale with the schemas of
those who read them: ROOT FOLDER.

The schemas come with check-jsonschema and kubernetes-validate, from PyPI into FOLDER. Where PyPI is not to be
reached, the test says so and is skipped (exit status 77).
"""
import pathlib
import subprocess
import sys

from integration import snippets

SKIPPED = 77
PACKAGES = ("check-jsonschema==0.39.0", "kubernetes-validate==1.37.0", "yamllint==1.38.0")
AZURE = ("vendor.azure-pipelines", "--data-transform", "azure-pipelines", "--regex-variant", "python")
GITHUB = ("vendor.github-workflows",)
GITLAB = ("vendor.gitlab-ci", "--data-transform", "gitlab-ci")
OPTIONS = {
    "action.yml": ("vendor.github-actions",),
    ".github/workflows/tricep.yml": GITHUB,
    "azure-pipelines.yml": AZURE,
    ".gitlab-ci.yml": GITLAB,
    "bench/scale/github.yml": GITHUB,
    "bench/scale/azure-pipelines.yml": AZURE,
    "bench/scale/gitlab-ci.yml": GITLAB,
}
KUBERNETES = "bench/scale/kubernetes.yaml"
LAYOUT = "{extends: default, rules: {line-length: {max: 130}, document-start: disable, truthy: disable}}"


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=240, check=False)


def install(folder):
    programs = folder / "bin"
    if (programs / "kubernetes-validate").exists() and (programs / "yamllint").exists():
        return programs
    try:
        done = run(sys.executable, "-m", "venv", folder)
        if done.returncode == 0:
            done = run(folder / "bin/pip", "install", "-q", "--disable-pip-version-check", "--retries", "0", "--timeout",
                       "15", *PACKAGES)
    except subprocess.TimeoutExpired:
        return None
    return programs if done.returncode == 0 else None


def commands(root, folder, programs):
    """What is checked, and the command that does."""
    texts = {"action.yml": (root / "action.yml").read_text(), **snippets(root)}
    for name, options in OPTIONS.items():
        path = root / name
        if name in texts:
            path = folder / pathlib.Path(name).name
            path.write_text(texts[name])
        yield name, [programs / "check-jsonschema", "--builtin-schema", *options, path]
    yield KUBERNETES, [programs / "kubernetes-validate", "--strict", root / KUBERNETES]
    yield "layout", [programs / "yamllint", "--strict", "-d", LAYOUT, *sorted((root / "bench/scale").glob("*.y*ml"))]


def main():
    root, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) / "schemas"
    programs = install(folder)
    if programs is None:
        print("PyPI cannot be reached, or this Python makes no environments; skipped")
        return SKIPPED
    wrong = count = 0
    for name, command in commands(root, folder, programs):
        done = run(*command)
        count += 1
        wrong += done.returncode != 0
        print(f"{name}: {(done.stdout + done.stderr).strip()}")
    print(f"{count} checks, {wrong} differences")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

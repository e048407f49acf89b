#!/usr/bin/env python3
"""Lints the examples that every rule file carries: TRICEP ROOT.

An example of `tests` is a template less its header: `resources`, and other sections if
it needs them. `results` are the kinds of the results it gives, in order, under `profile`.
A rule has at least one example that passes and one that fails.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
STRING_OR_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.S)


def read(path):
    return json.loads(STRING_OR_COMMENT.sub(lambda m: m[1] or " ", path.read_text()))


def lint(tricep, rule, example):
    sections = {k: v for k, v in example.items() if k not in ("title", "results", "profile")}
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "main.json").write_text(
            json.dumps({"$schema": SCHEMA, "contentVersion": "1.0.0.0", **sections}))
        done = subprocess.run(
            [tricep, "lint", "-f", "json", "--show=all", "--root", ".", "--select", rule,
             "--profile", example.get("profile", "default"), "main.json"],
            cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode not in (0, 1):
        return [f"exit {done.returncode}: {done.stderr.strip()}"]
    return [r["kind"] if r["rule"] == rule else r["message"] for r in json.loads(done.stdout)["results"]]


def check(tricep, rule):
    examples = rule.get("tests", [])
    for kind in ("pass", "fail"):
        if not any(kind in example["results"] for example in examples):
            yield f"no example gives '{kind}'"
    for example in examples:
        got = lint(tricep, rule["id"], example)
        if got != example["results"]:
            yield f"'{example['title']}' gives {got} instead of {example['results']}"


def main():
    tricep, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    paths = sorted(p for p in (root / "rules").rglob("*.json") if not p.name.endswith(".schema.json"))
    wrong, count = [], 0
    for path in paths:
        rule = read(path)
        count += len(rule.get("tests", []))
        wrong += [f"{path}: {what}" for what in check(tricep, rule)]
    print("\n".join(wrong) if wrong else f"{count} examples of {len(paths)} rules: as they say")
    return bool(wrong) or not paths


if __name__ == "__main__":
    sys.exit(main())

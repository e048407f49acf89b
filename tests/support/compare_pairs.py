#!/usr/bin/env python3
"""Compares Bicep files with the JSON the compiler made of them: TRICEP ROOT [PART].

Both are expanded, and the resources compared by type, name, condition, properties and copy,
as far as they are known; text of what is not is compared without blanks and case. The
findings of both have to agree as well. The pairs are no part of this repository; where
they are not, the test says so and is skipped (exit status 77).

At least so many have to agree as did before; the others are explained in tests/README.md.
With PART only pairs whose path holds it are compared, and differences shown whole.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

SKIPPED = 77
# Registry modules that are not on the disk, extensions, JSON that is not of this source, and
# references that only one of the two can follow: tests/README.md.
LEAST_EXPANDED, LEAST_JUDGED = 368, 399
SECONDS = 60


def run(arguments):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=SECONDS, check=False)


def normal(value):
    """Letter case and blanks mean nothing in what is compared here; versions of
    deployments and the symbols of references are the compiler's own."""
    if isinstance(value, dict):
        return {k.lower(): normal(v) for k, v in sorted(value.items()) if v is not None}
    if isinstance(value, list):
        return [normal(v) for v in value]
    if isinstance(value, str):
        return re.sub(r"\s+", "", value.lower()) if value.startswith("[") else value.lower()
    return value


def resources(tricep, path):
    done = run([tricep, "expand", "--root", "/", str(path)])
    if done.returncode != 0:
        return None, done.stderr.strip()
    printed = json.loads(done.stdout)
    keys = []
    for resource in printed["resources"]:
        keys.append(json.dumps([normal(resource.get(k)) for k in
                                ("type", "name", "condition", "properties", "copy")], sort_keys=True))
    return collections.Counter(keys), printed["problems"]


def findings(tricep, path):
    done = run([tricep, "lint", "-f", "json", "--root", "/", "--no-parameters", str(path)])
    if done.returncode not in (0, 1):
        return None
    count = collections.Counter()
    for r in json.loads(done.stdout)["results"]:
        if r["resource"] is not None:
            count[(r["rule"], r["kind"], r["resource"]["type"].lower(),
                   normal(r["resource"]["name"]))] += 1
    return count


def compare(tricep, corpus, pair):
    bicep, compiled = corpus / pair["bicep"], corpus / pair["json"]
    ours, problem = resources(tricep, bicep)
    theirs, _ = resources(tricep, compiled)
    if ours is None or theirs is None:
        return pair, f"cannot be expanded: {problem}", None, None
    return pair, None, (ours - theirs, theirs - ours), (
        findings(tricep, bicep), findings(tricep, compiled))


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    part = sys.argv[3] if len(sys.argv) > 3 else None
    corpus = pathlib.Path(os.environ.get("TRICEP_SHARED", root / ".." / "shared")) / "corpus"
    if not (corpus / "pairs.json").exists():
        print("no corpus beside the repository (TRICEP_SHARED); skipped")
        return SKIPPED
    pairs = [p for p in json.loads((corpus / "pairs.json").read_text())
             if p["relation"] == "compiled" and (part is None or part in p["bicep"])]
    same = verdicts = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for pair, trouble, difference, found in pool.map(
                lambda p: compare(tricep, corpus, p), pairs):
            if trouble is not None:
                print(f"{pair['bicep']}: {trouble}")
                continue
            same += not any(difference)
            verdicts += found[0] == found[1]
            if any(difference):
                print(f"{pair['bicep']}: {sum(difference[0].values())} here, "
                      f"{sum(difference[1].values())} there, external {pair['external_modules']}")
            if found[0] != found[1] and found[0] is not None and found[1] is not None:
                print(f"{pair['bicep']}: findings: here {str(list(found[0] - found[1]))[:150]} "
                      f"there {str(list(found[1] - found[0]))[:150]}")
            if part is not None:
                for label, side in zip(("here ", "there"), difference):
                    for key in sorted(side):
                        print(label, key)
    print(f"expand: {same} of {len(pairs)} agree; lint: {verdicts} of {len(pairs)} agree")
    return part is None and (same < LEAST_EXPANDED or verdicts < LEAST_JUDGED)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Compares tricep with the labels of a corpus and with conformance data: TRICEP ROOT.

The data is no part of this repository; it is looked for in TRICEP_SHARED, else in
../shared beside the repository. Where it is not, the test says so and is skipped
(exit status 77). Disagreements that are known stand in known_disagreements.txt, one a
line; a new one fails the test, and so does a line that is no longer needed. A pass
where a fail is due fails always.
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ORDER = ["fail", "undecided", "pass", "not-deployed"]
SILENT = ("pass", "not-deployed", "none", None)
SKIPPED = 77


def call(arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=120,
                          check=False, **options)


def lint(tricep, arguments):
    done = call([tricep, "lint", "-f", "json", "--show=all", "--select",
                 "client-cert-enabled", "--root", "/", *arguments])
    if done.returncode not in (0, 1):
        raise RuntimeError(f"exit {done.returncode}: {done.stderr.strip()[-500:]}")
    return json.loads(done.stdout)["results"]


def shown(path):
    return str(path.resolve()).lstrip("/")


# ---- labels ----

def expected_kinds(run):
    kinds = {}
    for entry in run["resources"]:
        if entry.get("exempt"):
            continue
        kind = {"unknown": "undecided"}.get(entry["verdict"], entry["verdict"])
        old = kinds.get(entry["pointer"], kind)
        kinds[entry["pointer"]] = min(kind, old, key=ORDER.index)
    return kinds


def compare_label(tricep, corpus, entry, run):
    path = corpus / entry["path"]
    files = [str(corpus / p) for p in run["parameters"]]
    options = [w for f in files for w in ("--parameters", f)] or ["--no-parameters"]
    name = "labels " + " ".join([entry["path"], *run["parameters"]])
    try:
        results = lint(tricep, [*options, str(path)])
    except (RuntimeError, json.JSONDecodeError) as error:
        return [(name, "a report", str(error))], 0
    actual = {r["resource"]["pointer"]: r["kind"] for r in results
              if r["path"] == shown(path) and r["rule"] == "client-cert-enabled"}
    expected = expected_kinds(run)
    wrong = []
    for pointer in sorted(expected.keys() | actual.keys()):
        want, got = expected.get(pointer), actual.get(pointer)
        if want != got and {want, got} - {None, "not-deployed"}:
            wrong.append((f"{name} {pointer}", want, got))
    return wrong, len(expected)


def labels(tricep, shared):
    corpus = shared / "corpus"
    data = json.loads((corpus / "labels.json").read_text())
    jobs = [(e, r) for e in data["templates"] for r in e["runs"]]
    wrong, count = [], 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for more, cases in pool.map(lambda j: compare_label(tricep, corpus, *j), jobs):
            wrong += more
            count += cases
    return wrong, count


# ---- conformance cases ----

def verdict(results):
    kinds = {"suppressed" if r["suppressed"] else r["kind"] for r in results
             if r["rule"] == "client-cert-enabled"}
    return next((k for k in ("fail", "undecided", "suppressed") if k in kinds), "none")


def cases(tricep, shared):
    folder = shared / "conformance" / "cases"
    wrong, count = [], 0
    for case in json.loads((folder / "cases.json").read_text()):
        main = next(folder / case["id"] / name for name in ("main.json", "main.bicep")
                    if (folder / case["id"] / name).exists())
        count += 1
        try:
            got = verdict(lint(tricep, [str(main)]))
        except (RuntimeError, json.JSONDecodeError) as error:
            got = str(error)
        if got != case["expect"]:
            wrong.append((f"case {case['id']}", case["expect"], got))
    return wrong, count


# ---- functions and templates ----

def same(a, b):
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def write(folder, name, value):
    path = pathlib.Path(folder) / name
    path.write_text(json.dumps(value))
    return str(path)


def parameter_file(values):
    return {"parameters": {k: {"value": v} for k, v in values.items()}}


def eval_case(tricep, folder, case):
    template = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {k: {"nullable": True} for k in case.get("parameters", {})},
        "variables": case.get("variables", {}),
        "functions": case.get("functions", []),
        "resources": [],
    }
    words = ["--template", write(folder, "main.json", template),
             "--parameters", write(folder, "p.json", parameter_file(case.get("parameters", {})))]
    if case.get("context"):
        words += ["--context", write(folder, "context.json", case["context"])]
    done = call([tricep, "eval", *words, "--", case["expr"]])
    if done.returncode == 1:
        return "error"
    if done.returncode != 0:
        return f"exit {done.returncode}: {done.stderr.strip()}"
    return ("value", json.loads(done.stdout))


def functions(tricep, shared):
    wrong, count = [], 0
    data = json.loads((shared / "conformance" / "functions.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        for case in data:
            if case.get("confidence") == "low":
                continue
            count += 1
            got = eval_case(tricep, folder, case)
            want = "error" if case.get("error") else ("value", case.get("expect"))
            is_same = got == want if "error" in (got, want) else (
                isinstance(got, tuple) and same(got[1], want[1]))
            if not is_same:
                wrong.append((f"function {case['id']}", want, got))
    return wrong, count


def matches(expected, actual):
    return all(k in actual and same(v, actual[k]) for k, v in expected.items())


def template_problem(case, printed):
    if case.get("error"):
        return None if printed["problems"] else "no problem"
    wanted = case.get("expectResources")
    if wanted is not None:
        if len(wanted) != len(printed["resources"]):
            return f"{len(printed['resources'])} resources"
        for want, got in zip(wanted, printed["resources"]):
            if not matches(want, got):
                return f"resource {got}"
    outputs = case.get("expectOutputs")
    if outputs is not None and not matches(outputs, printed["outputs"]):
        return f"outputs {printed['outputs']}"
    return None


def templates(tricep, shared):
    wrong = []
    data = json.loads((shared / "conformance" / "templates.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        for case in data:
            words = [write(folder, "main.json", case["template"])]
            if case.get("parameters"):
                words += ["--parameters", write(folder, "p.json", case["parameters"])]
            if case.get("context"):
                words += ["--context", write(folder, "context.json", case["context"])]
            done = call([tricep, "expand", *words])
            problem = (template_problem(case, json.loads(done.stdout))
                       if done.returncode == 0 else done.stderr.strip())
            if problem:
                wrong.append((f"template {case['id']}", "as given", problem))
    return wrong, len(data)


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    shared = pathlib.Path(os.environ.get("TRICEP_SHARED", root / ".." / "shared"))
    if not (shared / "corpus" / "labels.json").exists():
        print("no corpus beside the repository (TRICEP_SHARED); skipped")
        return SKIPPED
    known_file = pathlib.Path(__file__).with_name("known_disagreements.txt")
    known = {line for line in known_file.read_text().splitlines()
             if line and not line.startswith("#")}
    found, failed = set(), False
    for test in (labels, cases, functions, templates):
        wrong, count = test(tricep, shared)
        print(f"{test.__name__}: {count - len(wrong)} of {count} agree")
        for name, want, got in wrong:
            found.add(name)
            is_dangerous = want == "fail" and got in SILENT
            if name not in known or is_dangerous:
                failed = True
                print(f"  {name}: expected {want}, got {got}")
    for name in sorted(known - found):
        failed = True
        print(f"  known_disagreements.txt: '{name}' agrees now; take the line out")
    return failed


if __name__ == "__main__":
    sys.exit(main())

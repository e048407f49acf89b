#!/usr/bin/env python3
"""Lints the rows of the verdict tables: TRICEP ROOT.

tests/verdicts/<area>.json is a list of situations. `template` is a template less its
header, or `bicep` the lines of a Bicep file; `parameterFile` gives values for its parameters, `profile` chooses the profile.
`expected` are the findings: the rule, the kind, and what the message says or which
resource it is about. Judged by the rules that any row of the file expects, or by those
that the row selects.
"""
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

HOST = "https://schema.management.azure.com/schemas/2019-04-01/"


def as_template(sections):
    return {"$schema": HOST + "deploymentTemplate.json#", "contentVersion": "1.0.0.0", **sections}


def as_parameters(values):
    return {"$schema": HOST + "deploymentParameters.json#", "contentVersion": "1.0.0.0",
            "parameters": {name: {"value": value} for name, value in values.items()}}


def lint(tricep, row, rules):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        main = "main.bicep" if "bicep" in row else "main.json"
        (folder / main).write_text("\n".join(row["bicep"]) if "bicep" in row
                                   else json.dumps(as_template(row["template"])))
        if "parameterFile" in row:
            (folder / "main.parameters.json").write_text(json.dumps(as_parameters(row["parameterFile"])))
        done = subprocess.run(
            [tricep, "lint", "-f", "json", "--root", ".", "--select", row.get("select", ",".join(rules)),
             "--profile", row.get("profile", "default"), main],
            cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode not in (0, 1):
        return [{"rule": "exit", "kind": str(done.returncode), "message": done.stderr}]
    return json.loads(done.stdout)["results"]


def is_meant(result, expected):
    resource = result.get("resource") or {}
    return (result["rule"] == expected["rule"] and result["kind"] == expected["kind"]
            and expected.get("says", "") in result["message"]
            and expected.get("resource", resource.get("name")) == resource.get("name"))


def check(tricep, row, rules):
    results = lint(tricep, row, rules)
    left = list(results)
    for expected in row["expected"]:
        found = next((result for result in left if is_meant(result, expected)), None)
        if found is None:
            yield f"{row['row']} {row['title']}: no {expected}"
        else:
            left.remove(found)
    for result in left:
        yield f"{row['row']} {row['title']}: {result['rule']} {result['kind']}: {result['message']}"


def main():
    tricep, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    wrong, count = [], 0
    for path in sorted((root / "tests" / "verdicts").glob("*.json")):
        rows = json.loads(path.read_text())
        rules = sorted({e["rule"] for row in rows if "select" not in row for e in row["expected"]})
        count += len(rows)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            wrong += sum(pool.map(lambda row, rules=rules: list(check(tricep, row, rules)), rows), [])
    print("\n".join(wrong + [f"{count} rows, {len(wrong)} differences"]))
    return bool(wrong) or not count


if __name__ == "__main__":
    sys.exit(main())

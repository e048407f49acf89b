#!/usr/bin/env python3
"""Lints the examples of the rules, written in other ways: TRICEP ROOT.

Each value in an example is written as an expression that gives it, in one way after the
other, and each example as a template in all ways of TEMPLATES. What is deployed stays the
same, so a rule says the same, of as many resources.
"""
import collections
import copy
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from run_alternatives import at, put
from run_rule_examples import SCHEMA, read

UNFIT = re.compile(r"reference\(|list\w*\(|copyIndex|\"copy\"", re.I)  # not allowed, or not the same, elsewhere
WRITTEN = ("type", "apiVersion", "name", "condition", "copy", "dependsOn", "resources", "existing", "scope")
WAYS_EACH = 5  # of one value: all values together are written in every way
NESTED = "Microsoft.Resources/deployments"
TYPES = {bool: "bool", int: "int", str: "string", list: "array", dict: "object"}


def expression(value):
    """What stands in brackets for a value."""
    if isinstance(value, str):
        is_expression = value.startswith("[") and value.endswith("]") and not value.startswith("[[")
        return value[1:-1] if is_expression else "'" + value.replace("'", "''") + "'"
    if isinstance(value, list):
        return f"createArray({', '.join(map(expression, value))})"
    if isinstance(value, dict):
        return f"createObject({', '.join(expression(part) for member in value.items() for part in member)})"
    return f"json('{json.dumps(value)}')"


def parameter(value):
    if "variables(" in json.dumps(value) or isinstance(value, float) or (isinstance(value, str) and value.startswith("[")):
        return None  # may not be a default, or its type is not known
    return "[parameters('given')]", {"parameters": {"given": {"type": TYPES[type(value)], "defaultValue": value}}}


VALUES = {
    "variable": lambda value: ("[variables('HELD')]", {"variables": {"held": value}}),
    "member": lambda value: ("[variables('held').B[0]]", {"variables": {"held": {"b": [value]}}}),
    "loop": lambda value: ("[variables('held')[1]]",
                           {"variables": {"copy": [{"name": "held", "count": 2, "input": value}]}}),
    "parameter": parameter,
    "call": lambda value: (f"[{expression(value)}]", {}),
    "if": lambda value: (f"[if(equals('a', 'A'), fail('no'), {expression(value)})]", {}),
    "first": lambda value: (f"[first(createArray({expression(value)}))]", {}),
    "coalesce": lambda value: (f"[coalesce(null(), {expression(value)})]", {}),
    "tryGet": lambda value: (f"[tryGet(createObject('a', {expression(value)}), 'A')]", {}),
    "map": lambda value: (f"[map(createArray({expression(value)}), lambda('x', lambdaVariables('x')))[0]]", {}),
    "union": lambda value: (f"[union(createObject(), {expression(value)})]", {}) if isinstance(value, dict) else None,
    "format": lambda value: (f"[format('{{0}}', {expression(value)})]", {})
              if isinstance(value, str) and re.match(r"[^\[]|\[(concat|format|toLower|resourceId)\((?!.*Array)", value) else None,
}


def nested(template, scope, **own):
    """A deployment of `template`."""
    options = {"expressionEvaluationOptions": {"scope": scope}}
    return {"type": NESTED, "apiVersion": "2022-09-01", "name": "nested",
            "properties": {"mode": "Incremental", **options, "template": template, **own}}


def inner(template):
    parameters = template.get("parameters", {})
    given = {name: {"value": f"[parameters('{name}')]"} for name in parameters}
    return {**head(), "parameters": parameters, "resources": [nested(template, "inner", parameters=given)]}


def outer(template):
    return {**template, "resources": [nested({**head(), "resources": template["resources"]}, "outer")]}


def backwards(value):
    if isinstance(value, dict):
        return {name: backwards(part) for name, part in reversed(value.items())}
    return [backwards(part) for part in value] if isinstance(value, list) else value


def symbolic(template):
    resources = {f"r{i}": resource for i, resource in enumerate(template["resources"])}
    return None if '"resources"' in json.dumps(resources) else {**template, "languageVersion": "2.0", "resources": resources}


def coded(template):
    """Each letter and bracket in strings by its code."""
    strings = re.compile(r'"((?:\\.|[^"\\])*)"')
    return strings.sub(lambda m: '"' + re.sub(r"\\.|([A-Za-z$\[])", lambda c: f"\\u{ord(c[1]):04x}" if c[1] else c[0], m[1]) + '"',
                       json.dumps(template, ensure_ascii=False))


TEMPLATES = {
    "inner": inner, "outer": outer, "inner in outer": lambda template: outer(inner(template)),
    "outer in inner": lambda template: inner(outer(template)), "backwards": backwards, "symbolic": symbolic, "coded": coded,
}


def head():
    return {"$schema": SCHEMA, "contentVersion": "1.0.0.0"}


def paths(value, path):
    """The ways to values inside of one that may be an expression."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if len(path) > 1 or key not in WRITTEN:
            if part is not None and not UNFIT.search(json.dumps(part)):
                yield (*path, key)
            yield from paths(part, (*path, key))


def rewritings(template, ways):
    resources = enumerate(template["resources"])
    for path in (path for i, resource in resources if resource["type"] != NESTED for path in paths(resource, (i,))):
        for way in itertools.islice(ways, WAYS_EACH):
            value, sections = VALUES[way](at(template["resources"], path)) or (None, {})
            if value:
                added = {name: {**template.get(name, {}), **members} for name, members in sections.items()}
                yield f"{way} at {path}", {**template, **added, "resources": put(template["resources"], path, value)}
    for way, rewrite in TEMPLATES.items():
        if NESTED.lower() not in json.dumps(template).lower() or way in ("backwards", "coded"):
            yield way, rewrite(copy.deepcopy(template))


def lint(tricep, rule, profile, texts):
    """By text, how often the rule gives each kind of result."""
    with tempfile.TemporaryDirectory() as folder:
        for i, text in enumerate(texts):
            (pathlib.Path(folder) / f"{i}.json").write_text(text)
        done = subprocess.run(
            [tricep, "lint", "-f", "json", "--show=all", "--no-parameters", "--root", ".", "--select", rule,
             "--profile", profile, "."], cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    counts = [collections.Counter() for _ in texts]
    for result in json.loads(done.stdout)["results"]:
        own = {kind: n for kind, n in result["instances"].items() if n} if result["rule"] == rule else {result["message"]: 1}
        counts[int(result["path"].split(".")[0])].update(own)
    return counts


def main():
    tricep, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    files = sorted(p for p in (root / "rules").rglob("*.json") if not p.name.endswith(".schema.json"))
    count, wrong, ways = 0, [], itertools.cycle(VALUES)
    for rule in map(read, files):
        groups = collections.defaultdict(list)
        for example in rule.get("tests", []):
            template = {**head(), **{k: v for k, v in example.items() if k not in ("title", "results", "profile")}}
            written = [("as it is", template), *((way, new) for way, new in rewritings(template, ways) if new)]
            groups[example.get("profile", "default")].append(
                [(way, new if isinstance(new, str) else json.dumps(new)) for way, new in written])
        for profile, group in groups.items():
            said = iter(lint(tricep, rule["id"], profile, [text for written in group for _, text in written]))
            for written in group:
                wanted = next(said)
                for (way, text), got in zip(written[1:], said):
                    count += 1
                    if got != wanted:
                        wrong.append(f"{rule['id']}, {way}: {dict(got)}, not {dict(wanted)}: {text}")
    print("\n".join(wrong[:20]))
    print(f"{count} rewritings of the examples of {len(files)} rules, {len(wrong)} with another verdict")
    return bool(wrong) or count == 0


if __name__ == "__main__":
    sys.exit(main())

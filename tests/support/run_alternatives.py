#!/usr/bin/env python3
"""Lints resources with an object that is one of two: TRICEP ROOT.

In the examples of the rules, one object at a time becomes a choice between itself and an
object that stands in the same place of another example. What a rule says of a resource
then hangs together with what it says when either is written there: where both fail, it
fails; where neither does, it does not; else it is undecided, or as unsaid as the rule
wants it for what nobody knows.
"""
import collections
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from run_rule_examples import SCHEMA, read

MOST_OTHERS = 5
UNFIT = re.compile(r"reference\(|copyIndex|parameters\(|variables\(|\"(condition|copy|template|resources)\"")
TEST = "equals(parameters('u'), 'x')"
FORMS = {
    "if": (f"[if({TEST}, variables('a'), variables('b'))]", {}),
    "union": (f"[union(createObject(), if({TEST}, variables('a'), variables('b')))]", {}),
    "table": ("[variables('t')[parameters('u')]]", {"t": {"x": "[variables('a')]", "y": "[variables('b')]"}}),
    "bicep": ("[u == 'x' ? a : b]", {}),
}
ORDER = ["none", "pass", "undecided", "fail"]


def objects(value, path=()):
    """The ways to objects of several members."""
    if isinstance(value, dict) and len(value) > 1 and len(path) > 1:
        yield path
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from objects(part, (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def put(value, path, new):
    value = copy.deepcopy(value)
    at(value, path[:-1])[path[-1]] = new
    return value


def bicep(value):
    if isinstance(value, dict):
        members = (f"{k if k.isidentifier() else repr(k)}: {bicep(v)}" for k, v in value.items())
        return "{\n" + "\n".join(members) + "\n}"
    if isinstance(value, list):
        return "[\n" + "\n".join(map(bicep, value)) + "\n]"
    if isinstance(value, str):
        return value[1:-1] if value.startswith("[") else "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return json.dumps(value)


def write(form, resources, one=None, other=None):
    """A template, with its name's ending."""
    if form == "bicep":
        lines = ["param u string", f"var a = {bicep(one)}", f"var b = {bicep(other)}"] if one else []
        for index, resource in enumerate(resources):
            body = {k: v for k, v in resource.items() if k not in ("type", "apiVersion")}
            lines.append(f"resource r{index} '{resource['type']}@{resource['apiVersion']}' = {bicep(body)}")
        return "\n".join(lines) + "\n", "bicep"
    template = {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": resources}
    if one:
        template.update(parameters={"u": {"type": "string"}}, variables={"a": one, "b": other, **FORMS[form][1]})
    return json.dumps(template), "json"


def fits(example, form):
    text = json.dumps(example["resources"])
    is_odd = form == "bicep" and ('"dependsOn"' in text or '"scope"' in text or "${" in text)
    return isinstance(example["resources"], list) and not UNFIT.search(text) and not is_odd and all(
        "apiVersion" in r and isinstance(r.get("type"), str) for r in example["resources"])


def pool(rules):
    """What stands in a place of resources of a type."""
    found = collections.defaultdict(list)
    for rule in rules:
        for example in rule.get("tests", []):
            for path in objects(example["resources"]) if fits(example, "if") else ():
                value = at(example["resources"], path)
                place = found[example["resources"][path[0]]["type"], path[1:]]
                if value not in place:
                    place.append(value)
    return found


def cases(rule, found, form):
    for example in (e for e in rule.get("tests", []) if fits(e, form)):
        resources = example["resources"]
        for path in objects(resources):
            one = at(resources, path)
            others = [o for o in found[resources[path[0]]["type"], path[1:]] if o != one]
            for other in others[::max(1, len(others) // MOST_OTHERS)]:
                if form != "bicep" or "${" not in json.dumps(other):
                    yield example.get("profile", "default"), resources, path, one, other


def lint(tricep, rule, profile, texts):
    """By text, the worst that the rule says of each resource."""
    with tempfile.TemporaryDirectory() as folder:
        names = {f"{i}.{ending}": (text, ending) for i, (text, ending) in enumerate(texts)}
        for name, (text, _) in names.items():
            (pathlib.Path(folder) / name).write_text(text)
        done = subprocess.run(
            [tricep, "lint", "-f", "json", "--show=all", "--no-parameters", "--root", ".", "--select", rule["id"],
             "--profile", profile, "."], cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    worst = {text: collections.defaultdict(lambda: "none") for text in texts}
    for result in json.loads(done.stdout)["results"]:
        if result["rule"] != rule["id"]:
            raise SystemExit(f"{result['message']}: {names[result['path']][0]}")
        said, place = worst[names[result["path"]]], result.get("resource", {}).get("name")
        said[place] = max(said[place], result["kind"], key=ORDER.index)
    return worst


def wanted(rule, one, other):
    """The verdicts that a choice between what has these two may have."""
    both = {one, other}
    if len(both) == 1:
        return both
    if rule["id"] == "plaintext-secret":
        return {max(both, key=ORDER.index)}  # a secret is in the template, chosen or not
    if both == {"none", "pass"}:
        return both
    skipped = {"none", "pass"} if rule.get("undecided") == "skip" or "undecided" in both else both & {"none"}
    return {"undecided"} | skipped


def main():
    tricep, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    paths = sorted(p for p in (root / "rules").rglob("*.json") if not p.name.endswith(".schema.json"))
    rules = [read(path) for path in paths]
    found, count, wrong = pool(rules), 0, []
    for rule in rules:
        groups = collections.defaultdict(list)
        for form in FORMS:
            for profile, resources, path, one, other in cases(rule, found, form):
                groups[profile].append([
                    write(form, put(resources, path, FORMS[form][0]), one, other),
                    write(form, resources), write(form, put(resources, path, other))])
        for profile, group in groups.items():
            said = lint(tricep, rule, profile, dict.fromkeys(t for texts in group for t in texts))
            for choice, one, other in group:
                count += 1
                for place in {*said[choice], *said[one], *said[other]}:
                    want = wanted(rule, said[one][place], said[other][place])
                    if said[choice][place] not in want:
                        wrong.append(f"{rule['id']}: {place} is {said[choice][place]}, not {'|'.join(sorted(want))}: "
                                     f"{choice[0]}")
    print("\n".join(wrong[:20]))
    print(f"{count} choices in the examples of {len(rules)} rules, {len(wrong)} with a wrong verdict")
    return bool(wrong) or count == 0


if __name__ == "__main__":
    sys.exit(main())

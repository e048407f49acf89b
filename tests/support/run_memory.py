#!/usr/bin/env python3
"""Memory does not grow with the number of files, only with what is told of them: TRICEP PEAK.

PEAK is bench/peak.c. A file that no rule says anything of costs nothing in a tree of folders, and its
name in one large folder; a template that is judged costs what is counted of it, and its findings.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

FEW, MANY = 2000, 20000
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
# Pages, and what two workers happen to have at once.
SLACK = 700 * 1024


def template(kind, **properties):
    return json.dumps({"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": [
        {"type": kind, "apiVersion": "2022-09-01", "name": "app", "location": "here", "properties": properties}]})


def nested(number):
    return f"{number // 400:03}/{number // 4 % 100:02}/{number % 4}.json"


def flat(number):
    return f"{number:06}.json"


OTHER = template("Microsoft.Storage/storageAccounts", supportsHttpsTrafficOnly=True)
GOOD = template("Microsoft.Web/sites", clientCertEnabled=True, clientCertMode="Required")
BAD = template("Microsoft.Web/sites", clientCertEnabled=False)
ONE_RULE = ("--select", "client-cert-enabled")
# What a file is, where it is, how many of them, by what rules, and the most bytes that each more of them may cost.
CASES = (
    ("passed over, in folders", OTHER, nested, FEW, MANY, ONE_RULE, 0),
    ("passed over, in one folder", OTHER, flat, FEW, MANY, ONE_RULE, 200),
    ("without a finding, in folders", GOOD, nested, FEW // 10, MANY // 10, ONE_RULE, 1800),
    ("with findings of all rules, in folders", BAD, nested, FEW // 10, MANY // 10, (), 16000),
)


def write(folder, text, name, count):
    for number in range(count):
        path = folder / name(number)
        if number % 4 == 0 or name is nested:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def peak(program, tricep, rules, folder):
    # The smallest of some: what workers have at once is a matter of luck.
    runs = [subprocess.run([program, tricep, "lint", "-j2", *rules, folder],
                           capture_output=True, text=True, check=False) for _ in range(5)]
    if any(run.returncode not in (0, 1) for run in runs):
        sys.exit(f"exit {[run.returncode for run in runs]}")
    return min(int(run.stdout) for run in runs) * 1024


def variables(count):
    """One Bicep file; a variable costs its text, too."""
    return "".join(f"var v{i:07} = {i % 10}\n" for i in range(count)) + (
        "resource s 'Microsoft.Web/sites@2022-09-01' = {\n  name: 's'\n"
        "  properties: { clientCertEnabled: false }\n}\n")


def check_variables(tricep, program):
    few, many, most = 10000, 200000, 480
    figures = []
    for count in (few, many):
        with tempfile.TemporaryDirectory() as scratch:
            (pathlib.Path(scratch) / "main.bicep").write_text(variables(count))
            figures.append(peak(program, tricep, ONE_RULE, pathlib.Path(scratch)))
    each = (figures[1] - figures[0]) / (many - few)
    print(f"variables of a Bicep file: {each:.0f} bytes each, {most} allowed"
          f"{'' if each <= most else ': TOO MUCH'}")
    return each > most


def check_report(tricep, program):
    """A report of one line takes its own size, and what a line may take, whatever is in it."""
    for name, line, most in (("a line too long", 120 << 20, 130 << 20), ("as long as may be", 32 << 20, 210 << 20)):
        with tempfile.TemporaryDirectory() as scratch:
            path = pathlib.Path(scratch) / "report.jsonl"
            start = '{"type":"run","x":['
            path.write_text(start + "100," * ((line - len(start) - 4) // 4) + "1]}")
            run = subprocess.run([program, tricep, "merge", path], capture_output=True, text=True, check=False)
            size = int(run.stdout) * 1024
            print(f"{name}: {size >> 20} MiB, {most >> 20} allowed{'' if size <= most else ': TOO MUCH'}")
            if size > most or run.returncode != 2:
                return True
    return False


def check_choices(tricep, program):
    """What a rule says of each of many long values is kept up to a limit."""
    most = 200 << 20
    settings = [{"name": f"N{i}", "ipAddress": "10.0.0.0/24", "action": "Allow"} for i in range(2000)]
    sites = {str(i): {"minTlsVersion": f"1.{i}", "appSettings": "[variables('settings')]",
                      "ipSecurityRestrictions": "[variables('settings')]"} for i in range(8)}
    properties = {str(i): {"httpsOnly": bool(i % 2), "clientCertEnabled": True,
                           "siteConfig": "[variables('sites')[parameters('b')]]"} for i in range(8)}
    text = json.loads(template("Microsoft.Web/sites"))
    text.update(parameters={"a": {"type": "string"}, "b": {"type": "string"}},
                variables={"settings": settings, "sites": sites, "properties": properties})
    text["resources"][0]["properties"] = "[variables('properties')[parameters('a')]]"
    with tempfile.TemporaryDirectory() as scratch:
        (pathlib.Path(scratch) / "main.json").write_text(json.dumps(text))
        size = peak(program, tricep, ("--profile", "strict"), pathlib.Path(scratch))
    print(f"values that are one of many: {size >> 20} MiB, {most >> 20} allowed{'' if size <= most else ': TOO MUCH'}")
    return size > most


def main():
    tricep, program = sys.argv[1:3]
    wrong = check_variables(tricep, program) + check_report(tricep, program) + check_choices(tricep, program)
    for what, text, name, few, many, rules, most in CASES:
        figures = []
        for count in (few, many):
            with tempfile.TemporaryDirectory() as scratch:
                folder = pathlib.Path(scratch)
                write(folder, text, name, count)
                figures.append(peak(program, tricep, rules, folder))
        growth = figures[1] - figures[0]
        is_right = growth <= most * (many - few) + SLACK
        wrong += not is_right
        print(f"files {what}: {few} take {figures[0] // 1024} KiB, {many} take {figures[1] // 1024} KiB, "
              f"{growth / (many - few):.0f} bytes each more, {most} allowed{'' if is_right else ': TOO MUCH'}")
    print(f"{len(CASES) + 3} cases, {wrong} failures")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

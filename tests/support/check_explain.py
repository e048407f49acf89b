#!/usr/bin/env python3
"""Checks what is told of rules: TRICEP.

The core rule names the frameworks of its control, with a number only where there is a
source for one, and the ways to mend it; all rules tell why, how to fix and where to
read on.
"""
import json
import re
import subprocess
import sys

FRAMEWORKS = {
    "AZU PCI-DSS 4.0": None,
    "Azure CIS Foundations v. 1.1.0": "9.4",
    "Azure CIS Foundations v. 1.2.0": "9.4",
    "Azure CIS Foundations v. 1.3.0": "9.4",
    "Azure CIS Foundations v. 1.3.1": "9.4",
    "Azure CIS Foundations v. 1.4.0": "9.4",
    "Azure CIS Foundations v. 1.5.0": "9.4",
    "Azure CIS Foundations v.2.0": "9.4",
    "Azure CloudGuard Best Practices": "D9.AZU.CRY.20",
    "Azure HITRUST v9.5.0": None,
    "Azure ITSG-33": None,
    "Azure NIST 800-53 Rev 5": "CM-6",
    "CloudGuard Azure All Rules Ruleset": "D9.AZU.CRY.20",
}
WAYS = ("Portal", "Azure CLI", "Terraform", "ARM template", "Bicep")
RULES = 36


def tell(tricep, *words):
    return subprocess.run([tricep, *words], capture_output=True, text=True, check=True).stdout


def check_core(tricep):
    text = tell(tricep, "explain", "client-cert-enabled")
    if text != tell(tricep, "explain", "D9.AZU.CRY.20"):
        yield "the alias D9.AZU.CRY.20 tells something else"
    entries = re.findall(r"^  - (.*(?:\n    .*)*)", text, re.M)
    entries = [re.sub(r"\s+", " ", entry) for entry in entries]
    for framework, control in FRAMEWORKS.items():
        found = [entry for entry in entries if re.split(r": | \(source", entry)[0] == framework]
        if len(found) != 1:
            yield f"'{framework}' is told {len(found)} times"
        elif control is None and found[0] != framework:
            yield f"'{framework}' has a control without a source: {found[0]}"
        elif control is not None and not found[0].startswith(f"{framework}: {control}"):
            yield f"'{framework}' does not have the control {control}: {found[0]}"
    for way in WAYS:
        if not re.search(rf"^  {way}$", text, re.M):
            yield f"the way '{way}' is missing"


def check_all(tricep):
    rules = json.loads(tell(tricep, "rules", "-f", "json"))["rules"]
    if len(rules) != RULES:
        yield f"{len(rules)} rules instead of {RULES}"
    if [rule["id"] for rule in rules] != sorted(rule["id"] for rule in rules):
        yield "rules are not sorted by id"
    for rule in rules:
        text = tell(tricep, "explain", rule["id"])
        for part in ("Why", "How to fix it", "  ARM template", "  Bicep", "References"):
            if f"\n{part}\n" not in text:
                yield f"{rule['id']} does not tell '{part.strip()}'"
        if not rule["url"].startswith("https://"):
            yield f"{rule['id']} has no address"


def main():
    tricep = sys.argv[1]
    wrong = [*check_core(tricep), *check_all(tricep)]
    print("\n".join(wrong) if wrong else "what is told of the rules is complete")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

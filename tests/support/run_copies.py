#!/usr/bin/env python3
"""Checks that copies judged once and copies judged each say the same: TRICEP.

A condition that is true, but asks the index of the loop, makes every copy one of its own.
The same template with as long a condition that does not ask for it must give the same
bytes, whatever values, names, types and links hang on the index.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
PARAMETERS = SCHEMA.replace("deploymentTemplate", "deploymentParameters")
ALIKE = "[lessOrEquals(0, 12345678901)]"
SINGLE = "[lessOrEquals(0, copyIndex())]"
ODD = "[equals(mod(copyIndex(), 2), 1)]"
LOOP = {"name": "loop", "count": 5}


def template(*resources, **sections):
    return {"$schema": SCHEMA, "contentVersion": "1.0.0.0", **sections, "resources": list(resources)}


def site(value, **members):
    return {"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": "[concat('app', copyIndex())]",
            "copy": LOOP, "condition": ALIKE, "properties": {"clientCertEnabled": value, "httpsOnly": True}, **members}


def config(**members):
    return {"type": "Microsoft.Web/sites/config", "apiVersion": "2022-09-01",
            "name": "[concat('app', copyIndex(), '/web')]", "copy": {**LOOP, "name": "configs"}, "condition": ALIKE,
            "properties": {"minTlsVersion": "1.0"}, **members}


def plain(value):
    """A site without a loop: of a template that is deployed in one."""
    one = site(value, name="app")
    return {key: one[key] for key in ("type", "apiVersion", "name", "properties")}


def deployment(inner=None, **properties):
    body = {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}, **properties}
    if inner is not None:
        body["template"] = inner
    return {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "condition": ALIKE,
            "name": "[concat('d', copyIndex())]", "copy": LOOP, "properties": body}


def passed(value):
    return {"on": {"value": value}}


ON = {"on": {"type": "bool"}}
CHOICE = {"on": {"type": "bool"}, "n": {"type": "int", "allowedValues": [1, 3]}}
REFERRED = template(
    {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "[parameters('name')]",
     "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"},
                    "template": template(outputs={"on": {"type": "bool", "value": False}})}},
    {**plain("[reference('one0').outputs.on.value]"), "properties": {
        "clientCertEnabled": "[reference('one0').outputs.on.value]", "httpsOnly": "[reference('one0').outputs.on.value]"}},
    parameters={"name": {"type": "string"}})

TEMPLATES = {
    "literals": template(site(False)),
    "a property": template(site(ODD)),
    "a variable": template(site("[variables('v')[copyIndex()]]"), variables={"v": [True, False, True, True, False]}),
    "a variable used before": template(
        site("[variables('v')]", tags={"t": "[string(copyIndex())]"}), variables={"v": False}),
    "names alone": template(site(True, tags={"x": "[copyIndex()]"})),
    "an error in one": template(site("[div(1, sub(copyIndex(), 3))]")),
    "one that does not exist": template(site("[createArray(true, false)[copyIndex()]]")),
    "all of the properties": template(site(True, properties="[createObject('clientCertEnabled', equals(copyIndex(), 2))]")),
    "a condition": template(site(False), site(False, name="[concat('b', copyIndex())]", condition=ODD)),
    "a type": template(site(False, type="[if(equals(copyIndex(), 1), 'Microsoft.Web/sites', 'Microsoft.Web/sites/slots')]")),
    "another resource": template(site(True, properties={"clientCertEnabled": True}), config()),
    "a configuration of what is there already": template(config()),
    "a configuration that hangs on the index": template(
        config(properties={"minTlsVersion": "[if(equals(copyIndex(), 2), '1.0', '1.2')]"})),
    "configurations of another name": template(config(name="[concat('app', copyIndex(), if(equals(copyIndex(), 0), '/logs', '/web'))]")),
    "configurations of which some have a site": template(
        {**plain(True), "name": "app2"}, config(), config(name="[concat('b', copyIndex(), '/web')]", condition=ODD)),
    "another resource of some": template(
        site(True, properties={"clientCertEnabled": True}), config(condition=ODD)),
    "another resource's property": template(
        site(True, properties={"clientCertEnabled": True}),
        config(properties={"minTlsVersion": "[if(equals(copyIndex(), 1), '1.0', '1.2')]"})),
    "a nested child": template(site(False, resources=[
        {"type": "config", "apiVersion": "2022-09-01", "name": "web", "properties": {"http20Enabled": True}}])),
    "a nested child's property": template(site(True, resources=[
        {"type": "config", "apiVersion": "2022-09-01", "name": "web",
         "properties": {"ftpsState": "[if(equals(copyIndex(), 4), 'AllAllowed', 'Disabled')]"}}])),
    "a parameter of a nested template": template(
        deployment(template(plain("[parameters('on')]"), parameters=ON), parameters=passed(ODD))),
    "parameters made by an expression": template(
        deployment(template(plain("[parameters('on')]"), parameters=ON),
                   parameters="[createObject('on', createObject('value', equals(copyIndex(), 3)))]")),
    "two loops": template(deployment(template(site("[and(parameters('on'), equals(copyIndex(), 2))]"), parameters=ON),
                                     parameters=passed(ODD))),
    "the inner loop's count": template(deployment(
        template(site(False, copy={"name": "c", "count": "[parameters('n')]"}), parameters={"n": {"type": "int"}}),
        parameters={"n": {"value": "[copyIndex()]"}})),
    "outer scope": template({**deployment(template(plain(ODD))), "properties": {
        "mode": "Incremental", "template": template(plain(ODD))}}),
    "what a nested deployment is called": template(
        deployment(template(plain("[equals(deployment().name, 'd1')]")))),
    "the group it goes to": template({**deployment(template(plain("[equals(resourceGroup().name, 'g2')]"))),
                                      "resourceGroup": "[concat('g', copyIndex())]"}),
    "which deployment is referred to": template(
        deployment(REFERRED, parameters={"name": {"value": "[concat('one', copyIndex())]"}})),
    "what is linked": template(deployment(templateLink={"relativePath": "[concat('child', mod(copyIndex(), 2), '.json')]"})),
    "what gives parameters": template(deployment(
        template(plain("[parameters('on')]"), parameters=ON),
        parametersLink={"relativePath": "[concat('given', mod(copyIndex(), 2), '.json')]"})),
    "a witness": template(site("[parameters('on')]"), parameters=ON),
    "a witness of some": template(
        site("[and(parameters('on'), equals(copyIndex(), 2))]"), parameters=ON),
    "a witness that chooses": template(site("[if(parameters('on'), equals(copyIndex(), 2), false())]"), parameters=ON),
    "a witness that skips": template(
        site("[coalesce(parameters('on'), equals(copyIndex(), 2))]"),
        parameters={"on": {"type": "bool", "allowedValues": [True, None]}}),
    "a count by the witness": template(
        site("[parameters('on')]", copy={"name": "c", "count": "[parameters('n')]"}), parameters=CHOICE),
    "a condition by the witness": template(
        site("[parameters('on')]"), site("[parameters('on')]", name="[concat('c', copyIndex())]",
                                         condition="[and(parameters('on'), equals(copyIndex(), 2))]"), parameters=ON),
    "user functions": template(
        site("[t.odd(copyIndex())]"), functions=[{"namespace": "t", "members": {"odd": {
            "parameters": [{"name": "n", "type": "int"}],
            "output": {"type": "bool", "value": "[equals(mod(parameters('n'), 2), 1)]"}}}}]),
    "a loop of a property": template(site(True, properties={"clientCertEnabled": True, "siteConfig": {"copy": [
        {"name": "appSettings", "count": 2, "input": {
            "name": "[concat('AzureWebJobsStorage', copyIndex('loop'))]",
            "value": "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abcdefghijklmnopqrstuvwxyz0123456789"}}]}})),
    "a loop of resources by name": template(site("[equals(copyIndex('loop'), 3)]")),
    "dependencies": template(site(False, dependsOn=["[concat('other', copyIndex())]"])),
}
# How many copies fail client-cert-enabled, where the index is asked outside of the copy.
FAILING = {"what is linked": 3, "what gives parameters": 3, "parameters made by an expression": 4,
           "a parameter of a nested template": 3, "a condition": 7}
FILES = {
    "child0.json": template(plain(False)), "child1.json": template(plain(True)),
    "given0.json": {"$schema": PARAMETERS, "contentVersion": "1.0.0.0", "parameters": passed(False)},
    "given1.json": {"$schema": PARAMETERS, "contentVersion": "1.0.0.0", "parameters": passed(True)},
}


def lint(tricep, folder, text):
    (folder / "main.json").write_text(text)
    done = subprocess.run([tricep, "lint", "-f", "json", "--show=all", "--profile", "strict", "--root", ".", "main.json"],
                          cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode not in (0, 1):
        print(done.stderr)
        return None
    report = json.loads(done.stdout)
    report["results"] = [{**result, "fingerprint": None} for result in report["results"]]
    return report


def count_failing(report):
    return sum(result["instances"]["fail"] for result in report["results"] if result["rule"] == "client-cert-enabled")


def first_difference(one, two):
    for a, b in zip(one["results"], two["results"]):
        if a != b:
            return f"{json.dumps(a)}\n  {json.dumps(b)}"
    return f"{one['summary']}\n  {two['summary']}"


def main():
    tricep = str(pathlib.Path(sys.argv[1]).resolve())
    failures = results = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for path, content in FILES.items():
            (folder / path).write_text(json.dumps(content))
        for case, content in TEMPLATES.items():
            text = json.dumps(content, indent=1)
            once, each = lint(tricep, folder, text), lint(tricep, folder, text.replace(ALIKE, SINGLE))
            if once is None or once != each:
                failures += 1
                print(f"{case}: copies judged once and each differ\n  "
                      f"{first_difference(once, each) if once and each else 'no report'}")
            if once and case in FAILING and count_failing(once) != FAILING[case]:
                failures += 1
                print(f"{case}: {count_failing(once)} copies fail instead of {FAILING[case]}")
            results += len(once["results"]) if once else 0
    print(f"{len(TEMPLATES)} templates with {results} results, {failures} differ")
    return bool(failures) or results == 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Writes folders of generated templates: bench/gen.py FOLDER [-n FILES] [--seed N].

The sizes are those of the field: median 0.7 kB, nine in ten below 11 kB, one in a hundred
above 45 kB; one in forty names a web app, one in twenty-five has to be parsed at all.
The same seed gives the same bytes.
"""
import argparse
import json
import pathlib
import random

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
WORDS = ("storage network vault server policy region account subnet identity gateway insights monitor "
         "cluster database namespace topic queue workspace profile endpoint zone").split()


def template(resources=(), parameters=None, variables=None):
    return {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "parameters": parameters or {},
            "variables": variables or {}, "resources": list(resources)}


def site(name, certs):
    return {"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": name,
            "properties": {"clientCertEnabled": certs}}


def other(rng, number):
    kind = rng.choice(WORDS)
    return {"type": f"Microsoft.{kind.title()}/{rng.choice(WORDS)}s", "apiVersion": "2021-06-01",
            "name": f"[concat(parameters('prefix'), '-{kind}-{number}')]",
            "location": "[parameters('location')]",
            "properties": {rng.choice(WORDS): rng.choice([True, 3, "[variables('v')]", kind]) for _ in range(6)}}


def parameter_file(rng):
    return {"$schema": SCHEMA.replace("deploymentTemplate", "deploymentParameters"), "contentVersion": "1.0.0.0",
            "parameters": {f"{w}{i}": {"value": w} for i, w in enumerate(rng.sample(WORDS, rng.randint(2, 8)))}}


def document(rng):
    """What a file holds; most are no templates of interest."""
    draw = rng.random()
    if draw < 0.5:
        return parameter_file(rng)
    if draw < 0.6:
        return {"name": rng.choice(WORDS), "list": [rng.random() for _ in range(rng.randint(1, 200))]}
    size = int(min(120, rng.paretovariate(0.9)))
    resources = [other(rng, i) for i in range(size)]
    if draw > 0.975:
        resources.append(site("[concat(parameters('prefix'), '-web')]", rng.choice([True, False, "[parameters('on')]"])))
    elif draw > 0.96:
        resources.append({"type": "[parameters('type')]", "apiVersion": "2021-06-01", "name": "x"})
    parameters = {"prefix": {"type": "string", "defaultValue": "a"}, "on": {"type": "bool", "defaultValue": False},
                  "location": {"type": "string", "defaultValue": "here"}, "type": {"type": "string"}}
    return template(resources, parameters, {"v": "[toLower(parameters('prefix'))]"})


def write(folder, files, seed):
    rng = random.Random(seed)
    folder = pathlib.Path(folder)
    for number in range(files):
        path = folder / f"{number // 400:03}" / f"{number // 4 % 100:02}" / f"{number % 4}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document(rng), indent=rng.choice([2, 4])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("-n", type=int, default=4000, metavar="FILES")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, options.n, options.seed)


if __name__ == "__main__":
    main()

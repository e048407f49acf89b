#!/usr/bin/env python3
"""Checks that what is not parsed has nothing to say: TRICEP ROOT.

With the prefilter and without, reports are the same bytes: of every folder of the corpus
beside the repository (TRICEP_SHARED), and of templates that spell the type of a web app in
every way there is, each in a folder of its own. Each of these has to be judged, too.
"""
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
SITE = "Microsoft.Web/sites"
RULE = "client-cert-enabled"
NOT_ANALYSED = "not-analysed"
LINK = '"templateLink": {"relativePath": ".h/b.txt"}'
GIVEN = "\"%s\": \"[parameters('t')]\""


def template(resources):
    return '{"$schema": "%s", "contentVersion": "1.0.0.0", "resources": %s}' % (SCHEMA, resources)


def site(kind, name='"type"', colon=": "):
    """`kind` as it stands in the text, with its quotes."""
    return f'{{{name}{colon}{kind}, "apiVersion": "2022-09-01", "name": "a", "location": "l", "properties": {{}}}}'


def deployment(properties, kind='"Microsoft.Resources/deployments"'):
    return f'{{"type": {kind}, "apiVersion": "2022-09-01", "name": "d", "properties": {{"mode": "Incremental", {properties}}}}}'


def spellings():
    """The type as JSON: letter case, an escaped slash, letters and slash by their codes."""
    for change, slash, coded in itertools.product((str, str.upper, str.lower, str.swapcase),
                                                  ("/", "\\/", "\\u002f", "\\u002F"), ("", "M", "w", "s", ".")):
        text = "".join(f"\\u{ord(c):04x}" if c in coded and coded else c for c in change(SITE))
        yield f'"{text.replace("/", slash)}"'
    yield '"' + "".join(f"\\u{ord(c):04X}" for c in SITE) + '"'


def expressions():
    yield "\"[concat('Microsoft.Web', '/sites')]\""
    yield "\"[ format('{0}/{1}', 'Microsoft.Web', 'sites') ]\""
    yield "\"[toLower('MICROSOFT.WEB/SITES')]\""
    yield "\"\\u005bconcat('Microsoft.', 'Web/si', 'tes')]\""


def gaps():
    """What may stand around the colon."""
    yield from ("\t:\n", ":", " :\r\n\t", " /* c */ : ", ": // c\n", " // c\n : /* c */ ", ":/**/")


def kinds_of_deployment():
    name = "Microsoft.Resources/deployments"
    yield from (f'"{text}"' for text in (name, name.upper(), name.lower(), name.replace("/", "\\/"), name.replace("/", "\\u002f")))
    yield "\"[concat('Microsoft.Resources', '/deployments')]\""


def given(resource):
    return template(f"[{resource}]")[:-1] + ', "parameters": {"t": {"type": "object"}}}'


def elsewhere(inner):
    """Templates that deploy `inner`, an array of resources, which is not written inside them."""
    link = '"templateLink": ' + json.dumps({"relativePath": "b.json"})
    body = template(inner)
    for kind in kinds_of_deployment():
        yield f"linked by {kind}", {"main.json": template(f"[{deployment(link, kind)}]"), "b.json": body}
        yield f"given to {kind}", {"main.json": given(deployment(GIVEN % "template", kind)),
                                   "main.parameters.json": '{"$schema": "%s", "parameters": {"t": {"value": %s}}}'
                                   % (SCHEMA.replace("deploymentTemplate", "deploymentParameters"), body)}


def unknown():
    """Templates that deploy what nobody knows, which is said."""
    for kind in kinds_of_deployment():
        yield f"template of {kind}", {"main.json": template(f"[{deployment(GIVEN % 'template', kind)}]")}
        yield f"properties of {kind}", {"main.json": template(f'[{{"type": {kind}, "name": "d", {GIVEN % "properties"}}}]')}
        named = GIVEN % "[concat('temp', 'late')]"
        yield f"template by a name of {kind}", {"main.json": template(f"[{deployment(named, kind)}]")}


def nothing():
    """Templates that deploy nothing that the service would: a namespace has no types below it, and a template is an object."""
    for outer, child, inner in (("Microsoft.Web", "sites", ""), ("Microsoft.Resources", "deployments", LINK)):
        inside = f'{{"type": "{child}", "apiVersion": "2022-09-01", "name": "c", "location": "l", "properties": {{{inner}}}}}'
        yield f"{child} below {outer}", {"main.json": template(f'[{{"type": "{outer}", "name": "p", "resources": [{inside}]}}]'),
                                         ".h/b.txt": template(f"[{site(chr(34) + SITE + chr(34))}]")}
        yield f"{child} below {outer} in Bicep", {"main.bicep": "resource p '%s@2022-09-01' = {\n  name: 'p'\n  resource c '%s' = {\n"
                                                  "    name: 'c'\n  }\n}\n" % (outer, child)}
    for member in ('"template": "x"', '"template": 5', '"template": ["[f()]"]', '"template": null', '"mode": "Incremental"',
                   '"copy": [{"name": "template", "count": 1, "input": {}}]'):
        yield f"deployment with {member}", {"main.json": template(f"[{deployment(member)}]")}


def around(inner):
    """Templates that hold `inner`, an array of resources, somewhere."""
    body = template(inner)
    options = '"expressionEvaluationOptions": {"scope": "inner"}, '
    nested = template(f'[{deployment(options + chr(34) + "template" + chr(34) + ": " + body)}]')

    yield "inline", {"main.json": nested}
    yield "linked", {"main.json": template(f'[{deployment(chr(34) + "templateLink" + chr(34) + ": " + json.dumps({"relativePath": "b.json"}))}]'),
                     "b.json": body}
    expression = chr(34) + "template" + chr(34) + ": " + chr(34) + "[%s(variables('t'))]" + chr(34)
    for function, value in (("first", f"[{body}]"), ("json", json.dumps(body))):
        yield f"variable, {function}", {"main.json": template(f"[{deployment(expression % function)}]")[:-1] + ', "variables": {"t": %s}}' % value}
    yield "loaded", {"main.bicep": "resource d 'Microsoft.Resources/deployments@2022-09-01' = {\n  name: 'd'\n  properties: {\n"
                                   "    mode: 'Incremental'\n    template: loadJsonContent('b.txt')\n  }\n}\n", "b.txt": body}
    yield "module", {"main.bicep": "module m 'b.json' = {\n  name: 'm'\n}\n", "b.json": body}


def bicep():
    body = "'{0}@2022-09-01' = {{\n  name: 'a'\n  location: 'l'\n}}\n"
    for kind in (SITE, SITE.upper(), SITE.lower(), "Microsoft.Web\\u{2f}sites", "\\u{4d}icrosoft.Web/sites"):
        yield kind, {"main.bicep": "resource s " + body.format(kind)}
    own = "resource s " + body.format(SITE)
    for use in ("module m 'b.bicep' = {", "module  m\t'./b.bicep' = {", "module /* c */ m 'b.bicep' = {", "module m 'b\\u{2e}bicep' = {"):
        yield use, {"main.bicep": use + "\n  name: 'm'\n}\n", "b.bicep": own}
        yield "twice " + use, {"main.bicep": "module o 'c.bicep' = {\n  name: 'o'\n}\n",
                               "c.bicep": use + "\n  name: 'm'\n}\n", "b.bicep": own}


def cases():
    """Names of cases, their files, and the rule that has a result, or None."""
    for name, files in judged():
        yield name, files, RULE
    for name, files in unknown():
        yield name, files, NOT_ANALYSED
    for name, files in nothing():
        yield name, files, None


def judged():
    for kind in (*spellings(), *expressions()):
        yield kind, {"main.json": template(f"[{site(kind)}]")}
    for gap in gaps():
        for kind in (f'"{SITE}"', next(expressions())):
            yield f"gap {gap!r} {kind}", {"main.json": template(f"[{site(kind, colon=gap)}]")}
    for name in ('"TYPE"', '"Type"', '"ty\\u0070e"'):
        yield name, {"main.json": template(f'[{site(chr(34) + SITE + chr(34), name)}]')}
    for kind in (f'"{SITE}"', next(expressions())):
        for where, files in around(f"[{site(kind)}]"):
            yield f"{where} {kind}", files
        yield from elsewhere(f"[{site(kind)}]")
    for mark, code in itertools.product(("", "\ufeff"), ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")):
        for kind in (f'"{SITE}"', next(expressions())):
            text = mark + template(f"[{site(kind)}]")
            yield f"{code}, {'a' if mark else 'no'} mark: {kind}", {"main.json": text.encode(code)}
        yield f"Bicep in {code}", {"main.bicep": (mark + f"resource a '{SITE}@2022-09-01' = {{\n  name: 'a'\n}}\n").encode(code)}
    yield "by name", {"main.json": '{"$schema": "%s", "languageVersion": "2.0", "contentVersion": "1.0.0.0", "resources": {"s": %s}}'
                      % (SCHEMA, site(f'"{SITE}"'))}
    yield "child", {"main.json": template('[{"type": "Microsoft.Web", "name": "p", "resources": [%s]}, %s]'
                                          % (site('"certificates"'), site(f'"{SITE}"')))}
    yield from bicep()


def lint(tricep, folder, *words):
    done = subprocess.run([tricep, "lint", "-f", "json", "--root", folder, *words, folder], capture_output=True,
                          timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr


def check(tricep, name, folder, *words):
    """What is told with the prefilter; None when that is not what is told without."""
    told = lint(tricep, folder, *words)
    if told != lint(tricep, folder, "--no-prefilter", *words):
        print(f"{name}: other reports without the prefilter")
        return None
    return told


def write(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    corpus = pathlib.Path(os.environ.get("TRICEP_SHARED", root / ".." / "shared")) / "corpus"
    wrong = count = 0
    with tempfile.TemporaryDirectory() as base:
        for count, (name, files, rule) in enumerate(cases(), 1):
            folder = pathlib.Path(base).resolve() / str(count)
            write(folder, files)
            told = check(tricep, name, folder)
            rules = {result["rule"] for result in json.loads(told[1])["results"]} if told and told[1] else set()
            is_told = told is not None and (rule in rules if rule else not rules)
            if not is_told:
                print(f"{name}: {sorted(rules)}, not {rule}")
            wrong += not is_told
    folders = sorted(path.resolve() for path in corpus.iterdir() if path.is_dir()) if corpus.is_dir() else []
    for folder in folders:
        for words in ((), ("--select=ALL", "--show=all")):
            wrong += check(tricep, folder.name, folder, *words) is None
    print(f"{count} spellings, {len(folders)} folders of the corpus, {wrong} wrong")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

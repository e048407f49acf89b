#!/usr/bin/env python3
"""Looks for secrets in what is printed: TRICEP [all].

Secure values go through every function that makes text, arrays or objects, into values and
into names of members, and what comes out stands everywhere in a template. In no report, and
in nothing that expand and eval print, is there a trace of them. Each function has two of
the values there are, with `all` every one, and every trace is told. Nor is there one in lines
that reports quote: of literals in templates, for secure parameters or in settings that are told to be
secrets, and of parameter files and templates that cannot be parsed. Of literals that a template has for secure
parameters, expand and eval print none, alone or beside what is unknown.
"""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile

SECRET = "zq9kmarker77"
NAME = "zq9kmarkername"
NUMBER = "739184620"
TRACES = [trace.encode() for trace in (
    "zq9kmarker", "ZQ9KMARKER", "q9kmarker", NUMBER,
    *(base64.b64encode(text.encode()).decode()[:12] for text in (SECRET, NAME, f"'{SECRET}'")))]
FORMATS = ["text", "full", "json", "jsonl", "sarif", "github", "azure", "gitlab", "junit", "markdown",
           "html"]

TEXTS = ["parameters('pw')", "parameters('so').text", "variables('list')[0]", "variables('object').a",
         "items(variables('named'))[0].key", "objectKeys(parameters('so'))[2]",
         "parameters('so')[parameters('pw')]", "variables('named')[parameters('pw')]"]
ARRAYS = ["variables('list')", "parameters('so').list", "createArray('a', parameters('pw'))",
          "items(variables('named'))", "objectKeys(variables('named'))"]
OBJECTS = ["variables('object')", "variables('named')", "variables('deep')", "parameters('so')",
           "createObject(parameters('pw'), 1)", "variables('item')"]

OF_TEXT = """
 base64(%) base64ToString(%) base64ToJson(base64(format('\"{0}\"',%))) base64ToString(base64(%)) dataUri(%)
 dataUriToString(dataUri(%)) uriComponent(%) uriComponentToString(%) toLower(%) toUpper(%) trim(%)
 concat('a',%) format('{0}-{1}','a',%) format(%,1) format('{0}',createArray(%)) join(createArray('a',%),',')
 split(%,'k') replace('abc','b',%) replace(%,'9','9') substring(%,1) padLeft(%,40) skip(%,1) take(%,20)
 first(createArray(%)) last(createArray(%)) string(%) string(createObject('a',%)) json(format('\"{0}\"',%)) json(%)
 json(format('{{\"{0}\":1}}',%)) array(%) createArray(%) createObject(%,1) createObject('a',%)
 uri('https://a.b/c/',%) uri(%,'a') buildUri(createObject('scheme','https','host',%)) parseUri(format('https://{0}/',%))
 resourceId('Microsoft.Web/sites',%) resourceId(%,'a') subscriptionResourceId('A/b',%) tenantResourceId('A/b',%)
 extensionResourceId(%,'A/b','c') managementGroupResourceId('A/b',%) reference(%).x reference(%,'2020-01-01').a
 reference(resourceId('Microsoft.Web/sites',%),'2020-01-01').b listKeys(%,'2020-01-01').k
 guid(%) uniqueString(%) if(true(),%,'a') if(equals(%,'a'),%,%) coalesce(null(),%) fail(%) parameters(%) variables(%)
 int(%) float(%) bool(%) less(%,'a') add(int(%),'x') cidrHost(%,0) parseCidr(%) cidrSubnet(%,24,0) dateTimeAdd(%,'P1D')
 dateTimeAdd('2020-01-01',%) dateTimeToEpoch(%) createObject('a',1)[%] tryGet(createObject('a',1),%)
 tryGet(createObject('a',createObject()),'a',%) createArray(1)[%] toLogicalZone('s',%,'1') roleDefinitions(%)
 providers(%) pickZones(%,'a','b') union(createArray(%),createArray('a')) union(createObject(%,1),createObject('a',1))
 intersection(createArray(%),createArray(%)) flatten(createArray(createArray(%))) distinct(createArray(%,%))
 range(length(%),1) min(createArray(int(%))) copyIndex(%) lambdaVariables(%) contains(%,1) indexOf(%,'k')
 deployment()[%] subscription()[%] resourceGroup().tags[%] environment()[%] reference('x')[%]
 union(createObject(%,1),reference('x'))[%] union(reference('x'),createObject(%,1))[%] target(%) extensions(%)
""".split()
OF_NUMBER = """
 add(%,1) sub(%,1) mul(%,1) div(%,1) mod(%,1000000000000) range(%,1) max(%,1) max(createArray(%,1))
 max(variables('numbers')) min(variables('numbers')) createArray(1,2)[%] variables('numbers')[0] range(1,%)
 format('{0}',%) string(%) string(variables('numbers')) join(variables('numbers'),'') float(%) dateTimeFromEpoch(%)
 createArray(%) createObject('a',%) indexFromEnd(createArray(1),%) skip('a',%) substring('abc',%) padLeft('a',%)
 cidrSubnet('10.0.0.0/8',%,0) cidrHost('10.0.0.0/8',%) copyIndex(%) take('a',%) tryIndexFromEnd(createArray(1),%)
 parameters('so').list[%]
""".split()
OF_ARRAY = """
 % first(%) last(%) %[0] string(%) join(%,',') format('{0}',%) concat(%,%) union(%,createArray(1)) intersection(%,%)
 skip(%,0) take(%,1) flatten(createArray(%)) distinct(%) array(%) createArray(%) createObject('a',%) tryGet(%,0)
 indexFromEnd(%,1) tryIndexFromEnd(%,1) coalesce(%) if(true(),%,1) int(%[0]) max(%) split('abc',%) shallowMerge(%)
 map(%,lambda('x',lambdaVariables('x'))) map(%,lambda('x',int(string(lambdaVariables('x')))))
 map(%,lambda('x',createObject('a',1)[string(lambdaVariables('x'))]))
 map(%,lambda('x',createObject(string(lambdaVariables('x')),1))) map(%,lambda('x',lambdaVariables('x').nope))
 map(%,lambda('x','i',fail(string(lambdaVariables('x'))))) filter(%,lambda('x',true()))
 filter(%,lambda('x',lambdaVariables('x'))) sort(%,lambda('x','y',true())) reduce(%,'',lambda('a','b',string(lambdaVariables('b'))))
 reduce(%,createObject(),lambda('a','b',union(lambdaVariables('a'),createObject(string(lambdaVariables('b')),1))))
 reduce(%,'',lambda('a','b',fail(string(lambdaVariables('b'))))) toObject(%,lambda('x',string(lambdaVariables('x'))))
 toObject(%,lambda('x','a')) toObject(%,lambda('x',string(lambdaVariables('x'))),lambda('x',1))
 groupBy(%,lambda('x',string(lambdaVariables('x')))) groupBy(%,lambda('x','a'))
 toObject(range(0,1),lambda('i',string(%[0])),lambda('x',1)) groupBy(range(0,1),lambda('i',string(%[0])))
 groupBy(%,lambda('x',string(lambdaVariables('x'))),lambda('x',1)) uniqueString(string(%)) toLogicalZones('s','l',%)
""".split()
OF_OBJECT = """
 % items(%) objectKeys(%) items(%)[0].key items(%)[0].value string(%) format('{0}',%) %['a'] %.nope %.b tryGet(%,'nope')
 union(%,createObject('a',createObject('b',1))) union(createObject('x',1),%) union(createObject('inner',createObject('q',1)),%)
 union(reference('x'),%) union(%,reference('x')) union(reference('x'),%).nope union(%,reference('x')).inner
 shallowMerge(createArray(createObject('x',1),%)) shallowMerge(createArray(%,reference('x'))) intersection(%,%) createArray(%)
 createObject('a',%) mapValues(%,lambda('x',lambdaVariables('x'))) mapValues(%,lambda('x',1))
 mapValues(%,lambda('x',int(string(lambdaVariables('x'))))) map(items(%),lambda('x',lambdaVariables('x').key))
 toObject(items(%),lambda('x',lambdaVariables('x').key),lambda('x',1)) toObject(items(%),lambda('x',lambdaVariables('x').key))
 toObject(objectKeys(%),lambda('x',lambdaVariables('x'))) groupBy(objectKeys(%),lambda('x',lambdaVariables('x')))
 reduce(items(%),createObject(),lambda('a','b',union(lambdaVariables('a'),createObject(lambdaVariables('b').key,1))))
 map(items(%),lambda('x',fail(lambdaVariables('x').key))) map(objectKeys(%),lambda('x',int(lambdaVariables('x'))))
 map(objectKeys(%),lambda('x',createObject('a',1)[lambdaVariables('x')])) first(items(%)) coalesce(%) if(true(),%,1)
 json(string(%)) buildUri(%) buildUri(union(%,createObject('scheme','https'))) empty(%) length(%) contains(%,'a') equals(%,%)
 map(items(%),lambda('x',lambdaVariables('x').value.nope)) objectKeys(%)[0] %[objectKeys(%)[0]] concat(objectKeys(%)[0],'x')
 union(%,parameters('free')) union(parameters('free'),%) union(parameters('free'),%)[objectKeys(%)[0]] array(%)
""".split()


def expressions(has_all):
    def fill(forms, values):
        return [form.replace("%", value) for i, form in enumerate(forms)
                for j, value in enumerate(values) if has_all or (i - j) % len(values) < 2]

    return (fill(OF_TEXT, TEXTS) + fill(OF_NUMBER, ["int(parameters('pin'))", "variables('numbers')[0]"]) +
            fill(OF_ARRAY, ARRAYS) + fill(OF_OBJECT, OBJECTS) + TEXTS)


def web_app(name, **properties):
    return {"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": name, "location": "l",
            "properties": properties}


SEALED = {"type": "object", "properties": {"known": {"type": "object", "additionalProperties": {"type": "int"}}},
          "additionalProperties": False}
TYPED = {"type": "object", "additionalProperties": {"type": "int"}}
CHILD = {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
         "contentVersion": "1.0.0.0", "languageVersion": "2.0", "resources": {"a": web_app("[parameters('known')]")},
         "parameters": {"known": {"type": "string", "defaultValue": "k"}, "sealed": {**SEALED, "nullable": True},
                        "typed": {**TYPED, "nullable": True},
                        "list": {"type": "array", "items": {"type": "int"}, "nullable": True},
                        "kind": {"type": "object", "nullable": True, "discriminator": {"propertyName": "a", "mapping": {
                            "b": {"type": "object", "properties": {"a": {"type": "string"}}}}}}},
         "outputs": {"out": {"type": "string", "value": "[parameters('known')]"}}}


def deployment(name, parameters):
    return {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": name,
            "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"},
                           "parameters": parameters, "template": CHILD}}


def resources_with(value):
    """`value`, an expression in brackets, everywhere it can stand."""
    parent = web_app(value)
    parent["resources"] = [{"type": "config", "apiVersion": "2022-09-01", "name": "appsettings",
                            "properties": {value: "Password=hunter2", "PASSWORD": value}}]
    bare = web_app("bare")
    bare["properties"] = value
    named = {value: 1, **web_app("named")}
    typed = {**web_app("typed"), "type": value}
    counted = {**web_app("counted[copyIndex()]"), "copy": {"name": "c", "count": value}}
    return [
        parent, bare, named, typed, counted,
        {**web_app("deep"), "tags": value},
        {**web_app("around"), "tags": {value: "x"}, "condition": value, "dependsOn": [value], "sku": {"name": value}},
        web_app("a", clientCertEnabled=value, clientCertMode=value, httpsOnly=value, x={value: {"y": value}},
                siteConfig={"linuxFxVersion": value, "minTlsVersion": value, "appSettings": [
                    {"name": value, "value": "Password=hunter2"}, {"name": "PASSWORD", "value": value}],
                    "connectionStrings": value, "ipSecurityRestrictions": [{"ipAddress": value, value: 1}]}),
        web_app("b", siteConfig={"appSettings": value, "copy": [
            {"name": "other", "count": 2, "input": {value: "[copyIndex('other')]"}}]}),
        deployment("whole", value), deployment("names", {value: {"value": 1}}), deployment(value, {}),
        deployment("values", {name: {"value": value} for name in CHILD["parameters"]}),
        deployment("entries", {name: value for name in CHILD["parameters"]}),
        deployment("inner", {"sealed": {"value": {value: 1}}, "typed": {"value": {value: "x"}},
                             "list": {"value": [value]}, "kind": {"value": {"a": value, value: 1}}}),
        {**deployment("linked", {}), "properties": {"mode": "Incremental", "templateLink": {"relativePath": value}}},
        {**deployment("far", {}), "properties": {"mode": "Incremental", "templateLink": {"uri": value}}},
    ]


def template_with(expression):
    value = f"[{expression}]"
    return {
        "$schema": CHILD["$schema"], "contentVersion": "1.0.0.0",
        "parameters": {"pw": {"type": "securestring"}, "so": {"type": "secureObject"}, "pin": {"type": "securestring"},
                       "free": {"type": "object"}},
        "variables": {
            "list": ["[parameters('pw')]", "a"], "object": {"a": "[parameters('pw')]", "host": "[parameters('pw')]"},
            "named": {"[parameters('pw')]": 1}, "deep": {"inner": {"[parameters('pw')]": {"x": "[parameters('pw')]"}}},
            "item": {"value": "[parameters('pw')]", "name": "[parameters('pw')]"},
            "numbers": ["[int(parameters('pin'))]", 1]},
        "resources": resources_with(value),
        "outputs": {"a": {"type": "string", "value": value}, "b": {"type": "object", "value": {value: value}},
                    "c": {"type": "array", "value": [value]},
                    "d": {"type": "array", "copy": {"count": value, "input": value}},
                    "e": {"type": "string", "value": "[reference('values').outputs.out.value]"}}}


GIVEN = {"pw": SECRET, "pin": NUMBER,
         "so": {"text": SECRET, "list": [SECRET, SECRET + "2"], NAME: 1, SECRET: {"a": SECRET}, "value": SECRET,
                "known": {"value": SECRET}, "appSettings": [{"name": SECRET, "value": SECRET}]}}
PARAMETERS = {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
              "contentVersion": "1.0.0.0", "parameters": {name: {"value": value} for name, value in GIVEN.items()}}


def say_all(name, condition):
    return {"id": f"say-{name}", "shortDescription": "d", "level": "warning", "message":
            "{resource} {path} {value} {type} {name} {properties.clientCertMode} {tags} {properties}",
            "evaluation": {"resourceType": "Microsoft.Web/*", **condition}}


RULES = [say_all(f"p{i}", {"path": path, "equals": "nothing"}) for i, path in enumerate(
    ["tags", "tags.*", "properties", "properties.*", "properties.x.*", "properties.siteConfig.appSettings[*]",
     "properties.siteConfig.appSettings[0]", "properties.siteConfig.appSettings[*].value", "name", "type",
     "properties.siteConfig.other[*].*", "properties.clientCertMode", "dependsOn[*]", "sku.name"])]


def literals():
    """Literals for secure parameters, and in settings, beside what is found."""
    nested = deployment("nested", {"q": {"value": SECRET}, "o": {"value": {"a": SECRET, NAME: 1}},
                                   "e": {"value": f"[concat('{SECRET}', parameters('pw'))]"},
                                   "bare": SECRET, "whole": {NAME: SECRET}, "mistyped": {"value": SECRET}})
    nested["properties"]["template"] = {
        **CHILD, "parameters": {"q": {"type": "securestring"}, "o": {"type": "secureObject"},
                                "bare": {"type": "securestring"}, "whole": {"type": "secureObject"},
                                "e": {"type": "securestring", "defaultValue": SECRET}}, "resources": [web_app("b")]}
    plain = web_app("plain", siteConfig={
        "appSettings": [{"name": "DB_PASSWORD", "value": SECRET}, {"name": "TOKEN", "value": f"[concat('{SECRET}', '1')]"}],
        "connectionStrings": [{"name": "db", "connectionString": f"Password={SECRET}"}]})
    unwanted = json.loads(json.dumps({**nested, "name": "unwanted"}))
    unwanted["properties"]["template"]["resources"] = []
    linked = {**nested, "name": "linked", "properties": {
        "mode": "Incremental", "parameters": nested["properties"]["parameters"], "templateLink": {"relativePath": "child.json"}}}
    template = {"$schema": CHILD["$schema"], "contentVersion": "1.0.0.0",
                "parameters": {"pw": {"type": "securestring", "defaultValue": SECRET, "allowedValues": [SECRET]},
                               "so": {"type": "secureObject", "defaultValue": {NAME: SECRET}}},
                "resources": [web_app("a"), plain, unwanted, nested, linked]}
    return template, nested["properties"]["template"]


def given_literals():
    """Literals for secure parameters that are printed nowhere else, and in what is made of them with what is unknown."""
    template, child = literals()
    made = {"type": "securestring", "defaultValue": f"[concat('{SECRET}', resourceGroup().id)]"}
    template["resources"] = [one for one in template["resources"] if one["name"] != "plain"]
    template["parameters"].update(made=made, deep={"type": "secureObject", "defaultValue": {
        "a": [f"[concat('{SECRET}', parameters('pw'))]"], "b": made["defaultValue"]}})
    template["outputs"] = {name: {"type": "string", "value": f"[{value}]"} for name, value in PRINTED.items()}
    for one in list(template["resources"]):
        if "template" in one["properties"]:
            inner = one["properties"]["template"]
            inner["parameters"]["chosen"] = {"type": "securestring"}
            inner["resources"] = [web_app("[parameters('e')]", x="[parameters('chosen')]", y="[parameters('o').a]")]
            one["properties"]["parameters"] = {**one["properties"]["parameters"], "chosen": {
                "value": f"[if(equals(resourceGroup().name, 'a'), '{SECRET}', format('{SECRET}{{0}}', reference('x').y))]"}}
            whole = json.loads(json.dumps({**one, "name": f"{one['name']}-whole"}))
            whole["properties"]["parameters"] = f"[union(reference('x').y, createObject('q', createObject('value', '{SECRET}')))]"
            template["resources"].append(whole)
    return template, child


PRINTED = {"a": "parameters('made')", "b": "parameters('deep').b", "c": "parameters('deep').a[0]",
           "d": "concat('x', parameters('made'))", "e": "parameters('deep')", "f": "toUpper(parameters('deep').a[0])"}


BICEP = f"""@secure()
param pw string = '{SECRET}' broken
@secure()
param so object = {{ {NAME}: '{SECRET}' }} broken
resource a 'Microsoft.Web/sites@2022-09-01' = {{ name: 'a', properties: {{}} }}
module m 'child.bicep' = {{ name: 'm', params: {{ pw: '{SECRET}', so: {{ a: '${{pw}}{SECRET}' }} }} broken }}
"""
BICEP_CHILD = "@secure()\nparam pw string\n@secure()\nparam so object\n" + BICEP.splitlines()[4]
BICEP_PARAMETERS = f"using 'main.bicep'\nparam pw = '{SECRET}'{SECRET}\nparam so = {{ a: '{SECRET}' }} {SECRET}\n"


def broken(text):
    """`text` with a quote, a comma and a bracket too few or too many, everywhere."""
    for i, char in enumerate(text):
        if char in '":,{}':
            yield text[:i] + text[i + 1:]
            yield text[:i] + char + text[i:]
    yield text.replace("marker", '"marker')
    yield text.replace("marker", "\\qmarker")


def broken_parameters():
    return broken(json.dumps({**PARAMETERS, "parameters": {"pw": {"value": SECRET}, "so": {"value": {NAME: SECRET}}}}))


def broken_templates():
    template = {"$schema": CHILD["$schema"], "resources": [web_app("a")],
                "parameters": {"p": {"defaultValue": SECRET, "type": "securestring"}}}
    yield from broken(json.dumps(template))
    yield from broken(json.dumps(template, indent=1))


def lint_quoted(tricep, folder):
    template, child = literals()
    folder.mkdir()
    (folder / "main.json").write_text(json.dumps(template))
    (folder / "child.json").write_text(json.dumps(child))
    (folder / "main.bicep").write_text(BICEP)
    (folder / "child.bicep").write_text(BICEP_CHILD)
    (folder / "main.bicepparam").write_text(BICEP_PARAMETERS)
    (folder / "main.parameters.json").write_text(json.dumps({**PARAMETERS, "parameters": {"mistyped": {"value": SECRET}}}))
    for i, text in enumerate(broken_parameters()):
        (folder / f"main.parameters.{i}.json").write_text(text)
    for i, text in enumerate(broken_templates()):
        (folder / f"broken{i}.json").write_text(text)
    return [trace for form in FORMATS
            for trace in look(f"lint -f {form}", run(tricep, folder, "lint", "-f", form, "--color=never", "--show=all",
                                                     "--select=ALL", ".")[1])]


def print_given(tricep, folder):
    template, child = given_literals()
    folder.mkdir()
    (folder / "main.json").write_text(json.dumps(template))
    (folder / "child.json").write_text(json.dumps(child))
    status, output = run(tricep, folder, "expand", "main.json")
    found = look("expand", output) + ([] if status == 0 else [f"expand: exit {status}"])
    for value in PRINTED.values():
        found += look(f"eval {value}", run(tricep, folder, "eval", "--template=main.json", f"[{value}]")[1])
    return found


def run(tricep, folder, *arguments):
    done = subprocess.run([tricep, *arguments], cwd=folder, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def look(told, output):
    """The lines that have a trace in them."""
    return [f"{told}: {line.decode(errors='replace')[:300]}" for line in output.splitlines()
            if any(trace in line for trace in TRACES)]


def lint_all(tricep, folder, files):
    found = []
    for form in FORMATS:
        status, output = run(tricep, folder, "lint", "-f", form, "--color=never", "--show=all", "--select=ALL",
                             "--profile=strict", "--level=template-limit=info", "--rules=rules.json", *files)
        found += look(f"lint -f {form}", output)
        if status != 1:
            found.append(f"lint -f {form}: exit {status}")
    return found


def main():
    tricep = str(pathlib.Path(sys.argv[1]).resolve())
    has_all = sys.argv[2:] == ["all"]
    found = []
    count = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "rules.json").write_text(json.dumps(RULES))
        (folder / "given.json").write_text(json.dumps(PARAMETERS))
        for count, expression in enumerate(expressions(has_all), 1):
            template = folder / f"t{count}.json"
            template.write_text(json.dumps(template_with(expression), indent=1))
            (folder / f"t{count}.parameters.json").write_text(json.dumps(PARAMETERS, indent=1))
            for command in (["expand", "--parameters=given.json", template.name],
                            ["eval", f"--template={template.name}", "--parameters=given.json", f"[{expression}]"]):
                found += look(f"{command[0]} {expression}", run(tricep, folder, *command)[1])
        found += lint_quoted(tricep, folder / "quoted")
        found += print_given(tricep, folder / "given")
        found += lint_all(tricep, folder, sorted(path.name for path in folder.glob("t*[0-9].json")))
        print("\n".join(found[:None if has_all else 40]))
    print(f"{count} expressions, {len(found)} traces of secrets")
    return 1 if found or count < 400 else 0


if __name__ == "__main__":
    sys.exit(main())

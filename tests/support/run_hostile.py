#!/usr/bin/env python3
"""Feeds tricep hostile input: TRICEP.

Every case must end by itself, soon, without a crash; say what is wrong; and cost no
other file. Sizes are those that a sanitizer build takes in seconds; HOSTILE_SCALE
multiplies them.
"""
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

SCALE = int(os.environ.get("HOSTILE_SCALE", "1"))
SECONDS = 60
# Ten times as much takes at most so many times as long: what is quadratic takes 100 times.
MOST_GROWTH = 20
# The thread sanitizer looks at all the bytes that a search is given, though it ends at the first: its times say
# nothing of the program's.
MOST_GROWTH_WATCHED = 150
# What takes less is noise: a process that does nothing takes about as much.
LEAST_SECONDS = 0.01
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
CLEAN, FINDINGS, TROUBLE = 0, 1, 2

failures = []
count = 0


def site(value="[variables('v')]", **members):
    return {"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": "app",
            **members, "properties": {"clientCertEnabled": value}}


def template(resources=None, **sections):
    return {"$schema": SCHEMA, "contentVersion": "1.0.0.0", **sections,
            "resources": [site()] if resources is None else resources}


GOOD = json.dumps(template([site(False)]))


def fail(name, why, done=None):
    failures.append(name)
    print(f"{name}: {why}")
    if done is not None:
        print(f"  exit {done.returncode}\n  {done.stdout[-400:]!r}\n  {done.stderr[-400:]!r}")


def run(tricep, name, arguments, folder, **options):
    global count
    count += 1
    start = time.monotonic()
    try:
        done = subprocess.run([tricep, *arguments], cwd=folder, capture_output=True,
                              timeout=SECONDS, check=False, **options)
    except subprocess.TimeoutExpired:
        fail(name, f"takes longer than {SECONDS} s")
        return None
    if done.returncode not in (CLEAN, FINDINGS, TROUBLE):
        fail(name, "crashes", done)
        return None
    if time.monotonic() - start > SECONDS / 2:
        fail(name, "takes very long", done)
    return done


def expect(tricep, name, text, status=(FINDINGS,), says=(), arguments=(), others=(), main="main.json"):
    """Lints a file of `text` beside a good one: the good one's finding must be there."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "good.json").write_text(GOOD)
        data = text if isinstance(text, bytes) else text.encode()
        (path / main).write_bytes(data)
        for other, content in others:
            (path / other).write_text(content)
        done = run(tricep, name, ["lint", "--root", ".", *arguments, main, "good.json"], folder)
        if done is None:
            return
        out = done.stdout.decode("utf-8", "replace")
        if done.returncode not in status:
            fail(name, f"exit {done.returncode} instead of {status}", done)
        if "good.json:1:" not in out:
            fail(name, "the other file is lost", done)
        both = out + done.stderr.decode("utf-8", "replace")
        for words in says:
            if words not in both:
                fail(name, f"does not say {words!r}", done)


def as_json(value):
    return json.dumps(value)


def doubling(first, step, levels=60, **resource):
    variables = {"v0": first}
    for i in range(1, levels):
        variables[f"v{i}"] = step.replace("$", f"variables('v{i - 1}')")
    variables["v"] = f"[variables('v{levels - 1}')]"
    resources = [{**site("[variables('v')]"), **resource}]
    return as_json(template(resources, variables=variables))


def check_texts(tricep):
    text = as_json(template([site(False)]))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        for size in range(len(text)):
            (path / f"cut{size:04}.json").write_text(text[:size])
        done = run(tricep, "truncated", ["lint", "--root", ".", *sorted(os.listdir(folder))], folder)
        if done and done.stdout.count(b"[parse-error]") != len(text):
            fail("truncated", "a file without a parse-error", done)
        generator = random.Random(1)
        for old in path.iterdir():
            old.unlink()
        for number in range(400):
            data = bytearray(text.encode())
            for _ in range(generator.randrange(1, 4)):
                data[generator.randrange(len(data))] ^= 1 << generator.randrange(8)
            (path / f"flip{number:03}.json").write_bytes(data)
        run(tricep, "flipped", ["lint", "."], folder)

    size = 1_000_000 * SCALE
    error = ("parse-error",)
    expect(tricep, "brackets", "[" * size, says=error)
    expect(tricep, "objects", '{"a":' * (size // 5), says=error)
    expect(tricep, "closed brackets", "[" * (size // 2) + "]" * (size // 2), says=error)
    expect(tricep, "nests", "[" + ",".join(["[" * 60 + "]" * 60] * (size // 120)) + "]",
           status=(FINDINGS,))
    expect(tricep, "one string", '"' + "a" * size, says=error)
    expect(tricep, "blanks", " " * size, says=error)
    expect(tricep, "commas", "[" + "1," * size + "1]", says=error)
    expect(tricep, "comment", "/*" + "*" * size, says=error)
    expect(tricep, "backslashes", '"' + "\\\\" * size, says=error)
    expect(tricep, "empty", "", says=("parse-error", "empty"))
    expect(tricep, "NUL", text[:50] + "\0" + text[50:], says=error)
    expect(tricep, "NUL at the end", text + "\0", says=error)
    expect(tricep, "invalid UTF-8", text.encode().replace(b"app", b"\xff\xfe\xc0"),
           says=("client-cert-enabled",))
    for encoding in ("utf-16-le", "utf-16-be"):
        mark = b"\xff\xfe" if encoding.endswith("le") else b"\xfe\xff"
        expect(tricep, encoding, mark + text.encode(encoding), says=("client-cert-enabled",))
    expect(tricep, "CR only", json.dumps(template([site(False)]), indent=1).replace("\n", "\r"),
           says=("main.json:10:",))
    expect(tricep, "commands in names",
           as_json(template([{**site(False), "name": "\n::error::x\r##vso[task.x]"}])),
           says=("client-cert-enabled",))
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "::error::a\nb.json").write_text(GOOD)
        done = run(tricep, "commands in file names", ["lint", "-f", "text", "--root", ".", "."], folder)
        if done and any(line.startswith(b"::") for line in done.stdout.splitlines()):
            fail("commands in file names", "a line begins with ::", done)


def check_evaluation(tricep):
    undecided = (CLEAN, FINDINGS)
    limit = ("limit-exceeded",)
    expect(tricep, "doubling text", doubling("x", "[concat($, $)]"), says=limit)
    expect(tricep, "doubling arrays", doubling([1], "[concat($, $)]"), says=limit)
    expect(tricep, "doubling format", doubling("x", "[format('{0}{0}', $)]"), says=limit)
    for name, text in ("format", "[format('{0}{0}', $)]"), ("concat", "[concat($, $)]"):
        expect(tricep, f"a name that doubles by {name}", doubling("x", text, name="[variables('v')]"), says=limit)
    expect(tricep, "doubling replace", doubling("xx", "[replace($, 'x', $)]", 12), says=limit)
    expect(tricep, "doubling objects",
           doubling({"a": 1}, "[createObject('a', $, 'b', $)]"), status=undecided)
    expect(tricep, "equal doubling objects", as_json(template(
        [site("[equals(variables('v39'), variables('w39'))]")],
        variables={**{f"{n}{i}": "x" if i == 0 else
                      f"[createArray(variables('{n}{i - 1}'), variables('{n}{i - 1}'))]"
                      for n in "vw" for i in range(40)}})), says=limit)
    # Lists that are joined with themselves, again and again, behind what nobody knows.
    joined = {"v0": "[concat(parameters('p'), parameters('p'))]"}
    for i in range(1, 9):
        joined[f"v{i}"] = "[concat(" + ", ".join([f"variables('v{i - 1}')"] * 16) + ")]"
    for name, expression in {"contains": "[contains(variables('v8'), 'x')]", "empty": "[empty(variables('v8'))]"}.items():
        expect(tricep, f"{name} of lists of lists", as_json(template(
            [site(expression)], variables=joined, parameters={"p": {"type": "array"}})), says=("cannot tell",))
    listed = site(True)
    listed["properties"]["siteConfig"] = {"appSettings": "[variables('v8')]"}
    expect(tricep, "settings of lists of lists", as_json(template(
        [listed], variables=joined, parameters={"p": {"type": "array"}})), status=undecided)
    later = {"items": [f"i{i}" for i in range(1000)], "v": "[concat(parameters('p'), variables('items'))]"}
    expect(tricep, "items behind unknown ones", as_json(template(
        [site(f"[contains(variables('v'), 'n{i}')]", name=f"app{i}") for i in range(1000)],
        variables=later, parameters={"p": {"type": "array"}})), says=("(1000 undecided)",))
    for name, expression in {
            "padLeft": "[padLeft('x', 1000000000)]",
            "range": "[range(0, 1000000000)]",
            "join": "[join(range(0, 10000), 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')]",
            "copy of 10^9": None}.items():
        if expression:
            expect(tricep, name, as_json(template(variables={"v": expression})), status=undecided)
    huge = {"copy": {"name": "c", "count": 1_000_000_000}}
    expect(tricep, "copy 10^9", as_json(template([site(False, **huge)])),
           says=("expression-error", "800"))
    expect(tricep, "copy -1", as_json(template([site(False, copy={"name": "c", "count": -1})])),
           says=("expression-error",))
    inner = template([site("[equals(copyIndex(), parameters('i'))]", copy={"name": "d", "count": 800})],
                     parameters={"i": {"type": "int", "defaultValue": 0}})
    nested = {"type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "n",
              "copy": {"name": "c", "count": 800},
              "properties": {"mode": "Incremental", "template": inner,
                             "expressionEvaluationOptions": {"scope": "inner"}}}
    # One rule: all of them make 20,000 resources slow where threads are watched.
    one = ("-f", "full", "--select", "client-cert-enabled")
    expect(tricep, "800 x 800", as_json(template([nested])), arguments=one,
           says=("fails in 639200 of 640000 instances",))
    nested["properties"]["parameters"] = {"i": {"value": "[copyIndex()]"}}
    expect(tricep, "800 x 800 values", as_json(template([nested])), says=limit, arguments=one)
    app = {"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": "[parameters('n')]"}
    web = {"type": "Microsoft.Web/sites/config", "apiVersion": "2022-09-01",
           "name": "[concat(parameters('n'), '/web')]", "properties": {"http20Enabled": True}}
    expect(tricep, "one name for many",
           as_json(template([app, web] * 2000, parameters={"n": {"type": "string"}})), says=limit)
    expect(tricep, "cycle", as_json(template(variables={"v": "[variables('w')]", "w": "[variables('v')]"})),
           says=("expression-error", "depends on itself"))
    expect(tricep, "parameter cycle",
           as_json(template([site("[parameters('p')]")],
                            parameters={"p": {"type": "bool", "defaultValue": "[not(parameters('p'))]"}})),
           says=("expression-error", "depends on itself"))
    deep = 100_000 * SCALE
    for name, text in {
            "deep calls": "[" + "not(" * deep + "true()" + ")" * deep + "]",
            "deep indexes": "[variables('a')" + "[0]" * deep + "]",
            "deep members": "[variables('a')" + ".x" * deep + "]",
            "open calls": "[" + "concat(" * deep + "]",
            "long literal": "['" + "x" * deep + "']"}.items():
        expect(tricep, name, as_json(template(variables={"v": text, "a": []})), status=undecided)
    chain = {f"v{i}": f"[variables('v{i - 1}')]" if i else False for i in range(20_000)}
    expect(tricep, "chain", as_json(template([site("[variables('v19999')]")], variables=chain)),
           says=limit)
    names = {f"p{i}": {"type": "string", "defaultValue": "x"} for i in range(50_000 * SCALE)}
    expect(tricep, "many parameters", as_json(template([site(False)], parameters=names)),
           says=("client-cert-enabled",))
    same = '{"x":' + ",".join(['"a":1'] * 50_000) + "}"
    same = '{"a":1' + ',"a":1' * (50_000 * SCALE) + "}"
    expect(tricep, "one name often",
           GOOD[:-1] + ',"metadata":' + same + "}", says=("duplicate-member",))
    text = as_json(template([site(False)]))
    for _ in range(100):
        nested = {**nested, "copy": None, "properties": {"template": json.loads(text)}}
        nested.pop("copy")
        text = as_json(template([nested]))
    expect(tricep, "nested deployments", text, says=("client-cert-enabled",))


def check_files(tricep):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "good.json").write_text(GOOD)
        (path / "folder.json").mkdir()
        os.mkfifo(path / "fifo.json")
        (path / "dangling.json").symlink_to("nowhere.json")
        (path / "loop.json").symlink_to("loop.json")
        (path / "up").symlink_to(".")
        named = {"missing.json": TROUBLE, "fifo.json": TROUBLE, "/dev/zero": TROUBLE,
                 "dangling.json": TROUBLE, "loop.json": TROUBLE, "x" * 3000: TROUBLE}
        for name, status in named.items():
            done = run(tricep, name, ["lint", "--root", ".", name, "good.json"], folder)
            if done and (done.returncode != status or b"good.json:1:" not in done.stdout
                         or name[:20].encode() not in done.stderr):
                fail(name, "is not said to be unreadable beside the other's finding", done)
        done = run(tricep, "all of a folder", ["lint", "--root", ".", "."], folder)
        if done and (done.returncode != FINDINGS or b"good.json:1:" not in done.stdout):
            fail("all of a folder", "does not report the good file", done)
        if os.geteuid() != 0:
            (path / "secret.json").write_text(GOOD)
            (path / "secret.json").chmod(0)
            done = run(tricep, "unreadable", ["lint", "--root", ".", "."], folder)
            if done and b"[read-error]" not in done.stdout:
                fail("unreadable", "no read-error", done)
        bad = path / "bad.json"
        bad.write_text("{")
        for option in ("--parameters", "--context"):
            for value in ("missing.json", "folder.json", "fifo.json", "bad.json"):
                done = run(tricep, f"{option} {value}",
                           ["lint", "--root", ".", option, value, "good.json"], folder)
                if done and done.returncode == CLEAN:
                    fail(f"{option} {value}", "passes", done)


def check_parameter_files(tricep):
    text = as_json(template([site("[parameters('p')]")], parameters={"p": {"type": "bool"}}))
    for name, content, says in (
            ("cut", "{", "parse-error"),
            ("empty", "", "parse-error"),
            ("an array", "[]", "parameter-error"),
            ("a number", '{"parameters":{"p":{"value":1}}}', "parameter-error"),
            ("undeclared", '{"parameters":{"q":{"value":true}}}', "parameter-error"),
            ("deep", '{"parameters":{"p":{"value":' + "[" * 900 + "]" * 900 + "}}}", "parameter-error")):
        expect(tricep, f"parameter file: {name}", text, says=(says,),
               others=(("main.parameters.json", content),))


def processor_time(tricep, name, arguments, folder):
    """The least of some runs, since others use the machine as well."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        if run(tricep, name, arguments, folder) is None:
            return None
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def check_twins(tricep):
    """What is built to be slow takes about as long as harmless input of its size."""
    expressions = {name: template([site("[contains(variables('v'), 'a')]")], variables={"v": value}) for name, value in (
        ("plain", "x" * 60),
        ("split by what is not there", "[split(padLeft('y', 1000000, 'x'), padLeft('z', 500000, 'x'))]"),
        ("split by much that is not there", "[split(padLeft('y', 1000000, 'x'), createArray(padLeft('0z', 500000, 'x'), "
                                            "padLeft('1z', 500000, 'x'), padLeft('2z', 500000, 'x')))]"))}
    # Only the bit of case tells them apart, but of no letters.
    colliding = ["".join("[{"[i >> bit & 1] for bit in range(15)) for i in range(30_000)]
    plain = [f"{i:015}" for i in range(30_000)]

    def named(names, section, value):
        return template([site(False)], **{section: dict.fromkeys(names, value)})

    pairs = [(f"colliding {section}", named(colliding, section, value), named(plain, section, value))
             for section, value in (("variables", 1), ("outputs", {"type": "int", "value": 1}),
                                    ("parameters", {"type": "int", "defaultValue": 1}))]
    pairs += [(name, evil, expressions["plain"]) for name, evil in expressions.items() if name != "plain"]

    def restricted(sites, items):
        rules = [{"ipAddress": f"10.{i // 250}.{i % 250}.0/24"} for i in range(items)]
        resources = [site(True, name=f"app{i}") for i in range(sites)]
        for one in resources:
            one["properties"]["siteConfig"] = {"ipSecurityRestrictions": "[variables('v')]"}
        return template(resources, variables={"v": rules})

    pairs.append(("many sites share a long list", restricted(2000, 10_000), restricted(3000, 10)))
    # What is no resource is told where the text may be of interest, which is asked of all of it.
    pairs.append(("many expressions in place of resources", template(["[x]"] * 20_000, outputs={"x": "y " * 1_000_000}),
                  template([], outputs={"x": "y " * 1_000_000})))
    for name, evil, harmless in pairs:
        times = []
        for text in evil, harmless:
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "main.json").write_text(as_json(text))
                for words in (["main.json"], ["--no-prefilter", "."]):
                    times.append(processor_time(tricep, name, ["lint", "--root", ".", *words], folder))
        for evil_time, harmless_time in zip(times[:2], times[2:]):
            if None not in times and evil_time > MOST_GROWTH * max(harmless_time, LEAST_SECONDS):
                fail(name, f"takes {evil_time:.2f} s, its twin {harmless_time:.2f} s")


def check_suppressions(tricep):
    """Ten times as many comments that suppress take about ten times as long."""
    bicep = bicep_site("false")
    for name, file, comment, text in (
            ("suppressions in json", "main.json", "// tricep:ignore[https-only]: x\n", GOOD),
            ("suppressions in bicep", "main.bicep", "// tricep:ignore[https-only]: x\n", bicep),
            ("suppressions on one line", "main.bicep", "/* tricep:ignore[https-only]: x */", bicep),
            ("suppressions behind blanks", "main.bicep", "  " * 20 + "/* tricep:ignore[https-only]: x */", bicep),
            ("suppressions of nothing", "main.bicep", "// checkov:skip=X\nparam p# string = ''\n", bicep),
            ("pragmas of nothing", "main.bicep", "#disable-next-line\n@x()\nparam p# string = ''\n", bicep),
            ("pragmas", "main.bicep", "#disable-diagnostics https-only\n", bicep),
            ("pragmas and their ends", "main.bicep",
             "#disable-diagnostics https-only\n#restore-diagnostics https-only\n", bicep)):
        times = []
        for size in (2_000, 20_000):
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / file).write_text(
                    "".join(comment.replace("p#", f"p{i}") for i in range(size)) + text)
                times.append(processor_time(tricep, name, ["lint", "--root", ".", "."], folder))
        if None not in times and times[1] > MOST_GROWTH * max(times[0], LEAST_SECONDS):
            fail(name, f"ten times as many take {times[1]:.2f} s after {times[0]:.2f} s")


def check_suppressed_rules(tricep):
    """Ten times as many suppressions of many rules, and findings they are held against, take about ten times as long."""
    ids = ",".join(f"r{i}" for i in range(199))
    for name, comment, has_sites in (("void", f"tricep:ignore-file[{ids},suppression-expired] void", False),
                                     ("unused", f"tricep:ignore-file[{ids},unused-suppression]", False),
                                     ("of others", f"tricep:ignore-file[{ids}]", True)):
        times = []
        for size in 150, 1500:
            sites = "".join(f"resource a{i} 'Microsoft.Web/sites@2022-09-01' = {{\n  name: 'a{i}'\n}}\n" for i in range(size * has_sites))
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "main.bicep").write_text(f"// {comment}\n" * size + bicep_site("true") + sites)
                times.append(processor_time(tricep, name, ["lint", "--root", ".", "--report-unused-suppressions", "."], folder))
        if None not in times and times[1] > MOST_GROWTH * max(times[0], LEAST_SECONDS):
            fail(f"suppressions of many rules: {name}", f"take {times[1]:.2f} s, a tenth of them {times[0]:.2f} s")


def check_suppression_limits(tricep):
    """The last suppression that counts, and the first that does not: that is said, once, where it stands."""
    bicep, ignore = bicep_site("false"), "tricep:ignore-file[client-cert-enabled]"
    ids = ",".join(f"x{i}" for i in range(199))
    listed = json.dumps(template([site(False) | {"metadata": {"tricep": {"ignore": ["x"] * 1999 + ["client-cert-enabled"]}}}]))
    for name, main, before, text, place in (
            ("comments in json", "main.json", "// tricep:ignore-file[x]\n" * 1999, f"//{ignore}\n{GOOD}", 2001),
            ("comments in bicep", "main.bicep", "// tricep:ignore-file[x]\n" * 1999, f"// {ignore}\n{bicep}", 2001),
            ("pragmas", "main.bicep", "#disable-next-line x\n" * 1999, f"// {ignore}\n{bicep}", 2001),
            ("rules", "main.bicep", "", f"// tricep:ignore-file[{ids} client-cert-enabled]\n{bicep}", 1),
            ("rules of a pragma", "main.bicep", "", f"#disable-diagnostics {ids} client-cert-enabled\n{bicep}", 1),
            ("metadata", "main.json", "", listed, 1)):
        for is_beyond in (False, True):
            more = before + before[:before.find("\n") + 1] if is_beyond else before
            content = text.replace("x0", "x0 y").replace('"x"', '"x","y"', 1) if is_beyond else text
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / main).write_text(more + content)
                done = run(tricep, name, ["lint", "--root", ".", "--select", "client-cert-enabled", "."], folder)
            if done is None:
                continue
            out = done.stdout.decode()
            said = [line for line in out.splitlines() if "[limit-exceeded]" in line]
            if len(said) != is_beyond or any(not line.startswith(f"{main}:{place}:") for line in said):
                fail(f"too many suppressions: {name}", f"beyond: {is_beyond}", done)
            if ("[client-cert-enabled]" in out) != is_beyond:
                fail(f"as many suppressions as there may be: {name}", f"beyond: {is_beyond}", done)


def check_baseline(tricep):
    """Ten times as many PATHs, and entries that none of them is about, take about ten times as long."""
    times = []
    for size in (2_000, 20_000):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "main.json").write_text(GOOD)
            (pathlib.Path(folder) / "names").write_text("main.json\n" * size)
            (pathlib.Path(folder) / "known.json").write_text(as_json({"version": 1, "findings": [
                {"fp": f"{i:032x}", "rule": "https-only", "path": f"a{i}/main.json", "message": ""} for i in range(10 * size)]}))
            times.append(processor_time(tricep, "baseline", ["lint", "--root", ".", "--baseline", "known.json", "--files-from",
                                                             "names"], folder))
    if None not in times and times[1] > MOST_GROWTH * max(times[0], LEAST_SECONDS):
        fail("baseline", f"ten times as many entries and PATHs take {times[1]:.2f} s after {times[0]:.2f} s")


def check_configuration(tricep):
    """Ten times as many entries of a configuration, on one line, take about ten times as long."""
    for key, entries in (("perFileIgnores", lambda size: {f"a{i}/**": ["client-cert-enabled"] for i in range(size)}),
                         ("ignore", lambda size: ["client-cert-enabled"] * size),
                         ("suppressions", lambda size: [{"rule": "client-cert-enabled", "path": f"a{i}/**", "reason": "x"}
                                                        for i in range(size)])):
        times = []
        for size in (1_000, 10_000):
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "tricep.json").write_text(as_json({key: entries(size)}))
                (pathlib.Path(folder) / "main.json").write_text(GOOD)
                times.append(processor_time(tricep, f"many {key}", ["lint", "--root", ".", "main.json"], folder))
        if None not in times and times[1] > MOST_GROWTH * max(times[0], LEAST_SECONDS):
            fail(f"many {key}", f"ten times as many take {times[1]:.2f} s after {times[0]:.2f} s")


def many_rules(size, resource_type="Microsoft.Web/sites", **members):
    return as_json([{"id": f"x{i}", "fullDescription": "x",
                     **{key: json.loads(as_json(value).replace("#", str(i))) for key, value in members.items()},
                     "evaluation": {"resourceType": resource_type.replace("#", str(i)), "path": "kind", "equals": i}}
                    for i in range(size)])


def check_many_rules(tricep):
    """Ten times as many rules in a file take about ten times as long."""
    overlay = [{"resourceType": "Microsoft.Web/sites/c#", "name": "x", "path": "properties", "at": "properties"}]
    for name, make in (("rules", many_rules),
                       ("rules of types", lambda size: many_rules(size, "Microsoft.Web#/sites")),
                       ("rules with overlays", lambda size: many_rules(size, overlay=overlay))):
        times = []
        for size in (1_000, 10_000):
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "rules.json").write_text(make(size))
                (pathlib.Path(folder) / "main.json").write_text(GOOD)
                times.append(processor_time(tricep, f"many {name}",
                                            ["lint", "--root", ".", "--rules", "rules.json", "main.json"], folder))
        if None not in times and times[1] > MOST_GROWTH * max(times[0], LEAST_SECONDS):
            fail(f"many {name}", f"ten times as many take {times[1]:.2f} s after {times[0]:.2f} s")


def merged(start, between, end, size):
    """An object made of known and unknown ones, in turn, as Bicep spreads them or by union()."""
    spread = "..." if between == "\n" else ""
    parts = between.join(f"{spread}{{ a{i}: 1 }}{between}{spread}p{i}" for i in range(size))
    return ("".join(f"param p{i} object\n" for i in range(size)) +
            f"var v = {start}{between if spread else ''}{parts}{end}.?a1 ?? false\n" + bicep_site("v"))


def check_bicep_growth(tricep):
    """Ten times as much of what Bicep files have takes about ten times as long."""
    for name, make, module in (
            ("many Bicep resources", lambda size: "".join(
                f"resource s{i} 'A.B/c@2022-09-01' = {{ name: 'a{i}' }}\n" for i in range(size)) + bicep_site("false"), None),
            ("many Bicep loops", lambda size: "var v = " + "[for i in [1]: { a: " * size + "1" + " }]" * size + "\n" +
             bicep_site("false"), None),
            ("spreads of what nobody knows", lambda size: merged("{", "\n", "\n}", size), None),
            ("a union of what nobody knows", lambda size: merged("union(", ", ", ")", size), None),
            ("many outputs of a module", lambda size: "module m 'mod.bicep' = { name: 'm' }\nvar v = [\n" + "".join(
                f"  m.outputs.o{i}.y\n" for i in range(size)) + "]\n" + bicep_site("contains(v, -1)"),
             lambda size: "".join(f"output o{i} object = {{ y: {i} }}\n" for i in range(size)))):
        times = []
        for size in (4_000, 40_000):
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "main.bicep").write_text(make(size))
                if module is not None:
                    (pathlib.Path(folder) / "mod.bicep").write_text(module(size))
                times.append(processor_time(tricep, name, ["lint", "--root", ".", "."], folder))
        if None not in times and times[1] > MOST_GROWTH * max(times[0], LEAST_SECONDS):
            fail(name, f"ten times as much takes {times[1]:.2f} s after {times[0]:.2f} s")


def check_pattern(tricep):
    """A pattern that never ends is given up for a template, not for each of its resources."""
    times = []
    for pattern in ("^(a+)+$", "aaab"):
        rule = [{"id": "x", "fullDescription": "x",
                 "evaluation": {"resourceType": "Microsoft.Web/sites", "path": "properties.x", "regex": pattern}}]
        resources = [{**site(), "properties": {"x": "a" * 50 + f"{i}!"}} for i in range(4_000)]
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "rules.json").write_text(as_json(rule))
            (pathlib.Path(folder) / "main.json").write_text(as_json(template(resources)))
            times.append(processor_time(tricep, "a pattern on many resources",
                                        ["lint", "--root", ".", "--rules", "rules.json", "--select", "x", "main.json"],
                                        folder))
    if None not in times and times[0] > MOST_GROWTH * max(times[1], LEAST_SECONDS):
        fail("a pattern on many resources", f"takes {times[0]:.2f} s, its twin {times[1]:.2f} s")


def known_finding(number):
    return {"fp": f"{number:032x}", "rule": "client-cert-enabled", "path": f"a{number}.json", "message": "x"}


def check_read_back(tricep):
    """Ten times as many findings of a baseline, and of a report that is merged, take about ten times as long."""
    times = {"baseline": [], "report": []}
    for size in (1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            known = {"version": 1, "findings": [known_finding(i) for i in range(size)]}
            (pathlib.Path(folder) / "known").write_text(as_json(known))
            (pathlib.Path(folder) / "main.json").write_text(GOOD)
            times["baseline"].append(processor_time(tricep, "a long baseline", ["lint", "--baseline", "known", "main.json"], folder))
            for part in range(size // 100):
                resources = [{**site(False), "name": f"s{i}"} for i in range(100)]
                (pathlib.Path(folder) / f"part{part}.json").write_text(as_json(template(resources)))
            run(tricep, "a report", ["lint", "-q", "-f", "jsonl=report", "."], folder)
            times["report"].append(processor_time(tricep, "a long report", ["merge", "-f", "jsonl=merged", "report"], folder))
    for name, (few, many) in times.items():
        if None not in (few, many) and many > MOST_GROWTH * max(few, LEAST_SECONDS):
            fail(f"a long {name}", f"ten times as many take {many:.2f} s after {few:.2f} s")


def check_expand(tricep):
    """Ten times as much takes about ten times as long to expand."""
    unknown = "[reference(resourceId('Microsoft.Web/sites', 'app'), '2022-09-01').{}]"
    for name, least, make in (
            ("many resources expanded", 1_000, lambda size: template([site(False)] * size)),
            ("many unknown values expanded", 2_000, lambda size: template([site(False)], outputs={
                f"o{i}": {"type": "string", "value": unknown.format(f"x{i}")} for i in range(size)}))):
        times = []
        for size in (least, 10 * least):
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "main.json").write_text(json.dumps(make(size), indent=1))
                times.append(processor_time(tricep, name, ["expand", "main.json"], folder))
        if None not in times and times[1] > MOST_GROWTH * max(times[0], LEAST_SECONDS):
            fail(name, f"ten times as many take {times[1]:.2f} s after {times[0]:.2f} s")


def check_resources(tricep):
    """All of many resources are judged, and ten times as many take about ten times as long."""
    times = []
    for size in (1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            resources = [{**site(False), "name": f"s{i}"} for i in range(size)]
            (pathlib.Path(folder) / "main.json").write_text(as_json(template(resources)))
            times.append(processor_time(tricep, "many resources judged", ["lint", "-q", "main.json"], folder))
            done = run(tricep, "many resources judged", ["lint", "main.json"], folder)
        if done is not None and b"evaluation takes too much" in done.stdout:
            fail("many resources judged", "not all are judged", done)
    if None not in times and times[1] > MOST_GROWTH * max(times[0], LEAST_SECONDS):
        fail("many resources judged", f"ten times as many take {times[1]:.2f} s after {times[0]:.2f} s")


def check_explained(tricep):
    """Telling where a value comes from, many times, leaves what judging needs."""
    parts = ",".join(f"createObject('a{i}', 1)" for i in range(2_000))
    value = f"[coalesce(tryGet(shallowMerge(createArray({parts})), 'zz'), false())]"
    text = as_json(template([{**site(), "name": f"s{i}"} for i in range(400)], variables={"v": value}))
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "main.json").write_text(text)
        done = run(tricep, "many findings explained", ["lint", "--select", "client-cert-enabled", "main.json"], folder)
    if done is not None and done.stdout.count(b"clientCertEnabled is false") != 400:
        fail("many findings explained", "not all are decided", done)


def check_growth(tricep):
    """Ten times as many files take about ten times as long."""
    text = as_json(template([site("[parameters('p')]")], parameters={"p": {"type": "bool"}}))
    given = as_json({"$schema": SCHEMA.replace("deploymentTemplate", "deploymentParameters"),
                     "contentVersion": "1.0.0.0", "parameters": {"p": {"value": False}}})

    def pairs(i):
        return [(f"t{i}.json", text), (f"t{i}.parameters.json", given)]

    def of_one(i):
        return [("t.json", text), (f"t.p{i}.parameters.json", given)]

    def folders(i):
        return [(f"t{i}.json", text), (f"t{i}/t.json", text)]

    def using(i):
        return [(f"t{i}.bicep", "param p bool\nresource s 'Microsoft.Web/sites@2022-09-01' = {\n  name: 'a'\n"
                                "  properties: { clientCertEnabled: p }\n}\n"),
                (f"q{i}.bicepparam", f"using 't{i}.bicep'\nparam p = false\n")]

    for name, least, files, names in (
            ("templates with parameter files", 300, pairs, None),
            ("templates with .bicepparam files", 300, using, None),
            ("named parameter files", 300, pairs, "t{}.parameters.json"),
            ("parameter files of one template", 1500, of_one, None),
            ("named parameter files of one", 300, of_one, "t.p{}.parameters.json"),
            ("folders between templates", 300, folders, None)):
        times = []
        for size in (least, 10 * least):
            with tempfile.TemporaryDirectory() as folder:
                for path, content in (file for i in range(size) for file in files(i)):
                    (pathlib.Path(folder) / path).parent.mkdir(exist_ok=True)
                    (pathlib.Path(folder) / path).write_text(content)
                paths = [names.format(i) for i in range(size)] if names else ["."]
                times.append(processor_time(tricep, name, ["lint", "--root", ".", *paths], folder))
        if None not in times and times[1] > MOST_GROWTH * times[0]:
            fail(name, f"ten times as many take {times[1]:.2f} s after {times[0]:.2f} s")


def check_bicep(tricep):
    """Ten times as much of what is wrong in Bicep takes about ten times as long."""
    for name, least, part in (("dollars", 20_000, "$"), ("decorators of nothing", 1_000, "@a(1)\n"),
                              ("strings in strings", 5_000, "'${"), ("brackets that stay open", 1_000, "var a = [\n"),
                              ("comments", 20_000, "/*")):
        times = []
        for size in (least, 10 * least):
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "main.bicep").write_text(part * size)
                times.append(processor_time(tricep, name, ["lint", "--root", ".", "main.bicep"], folder))
        if None not in times and times[1] > MOST_GROWTH * times[0]:
            fail(name, f"ten times as many take {times[1]:.2f} s after {times[0]:.2f} s")


BICEP_SITE = ("resource s 'Microsoft.Web/sites@2022-09-01' = {\n  name: 'a'\n"
              "  properties: { clientCertEnabled: $ }\n}\n")


def bicep_site(value):
    return BICEP_SITE.replace("$", value)


def bicep_doubling(first, step, levels=2000):
    lines = [f"var v0 = {first}\n"]
    lines += [f"var v{i} = {step.replace('@', f'v{i - 1}')}\n" for i in range(1, levels)]
    return "".join(lines) + bicep_site(f"contains(string(v{levels - 1}), 'y')")


def bicep_modules(name, count):
    body = "module $ 'm1.bicep' = " + name
    given = "param p string = ''\n"
    return [(f"m{i}.bicep", given + "".join(body.replace("$", f"a{k}").replace("m1", f"m{i + 1}") for k in range(count)))
            for i in range(1, 40)] + [("m40.bicep", given + bicep_site("false"))]


def check_bicep_limits(tricep):
    limit = ("limit-exceeded",)
    functions = "func f0(x string) string => x\n" + "".join(
        f"func f{i}(x string) string => '${{f{i - 1}(x)}}${{f{i - 1}(x)}}'\n" for i in range(1, 500))
    arguments = "func f0(x string) string => x\n" + "".join(
        f"func f{i}(x string) string => f{i - 1}('${{x}}${{x}}')\n" for i in range(1, 500))
    ids = "".join(f"resource r{i} 'Microsoft.Web/sites@2022-09-01' = {{ name: '{name}' }}\n" for i, name in enumerate(
        ["n"] + [f"${{r{i}.name}}${{r{i}.id}}" for i in range(500)]))
    values = " | ".join(f"'v{i}'" for i in range(8000))
    given = "using 'main.bicep'\nparam p0 = 'x'\n" + "".join(
        f"param p{i} = '${{p{i - 1}}}${{p{i - 1}}}'\n" for i in range(1, 60))
    chain = [(f"i{i}.bicep", f"import {{ v as w }} from 'i{i + 1}.bicep'\n@export()\nvar v = '${{w}}${{w}}'\n")
             for i in range(200)] + [("i200.bicep", "@export()\nvar v = 'x'\n")]
    module = [("m.bicep", "param p string\noutput o string = '${p}${p}'\n")]
    outputs = "module m0 'm.bicep' = { name: 'm0', params: { p: 'x' } }\n" + "".join(
        f"module m{i} 'm.bicep' = {{ name: 'm{i}', params: {{ p: m{i - 1}.outputs.o }} }}\n" for i in range(1, 200))
    for name, text, others in (
            ("text", bicep_doubling("'x'", "'${@}${@}'"), ()),
            ("spread arrays", bicep_doubling("[1]", "[...@, ...@]"), ()),
            ("spread objects", bicep_doubling("{}", "{ ...@, a: @, b: @ }"), ()),
            ("lambdas", "var v = map(range(0, 10000), i => map(range(0, 10000), j => i + j))\n"
                        + bicep_site("contains(string(v), 'y')"), ()),
            ("functions", functions + bicep_site("contains(f499('a'), 'y')"), ()),
            ("arguments", arguments + bicep_site("contains(f499('a'), 'y')"), ()),
            ("a function that calls itself", "func f(x string) string => f(f(x))\n" + bicep_site("contains(f('a'), 'y')"), ()),
            ("names of ids", ids, ()),
            ("types", "type t0 = 'a'\n" + "".join(f"type t{i} = t{i - 1} | t{i - 1} | 'x{i}'\n" for i in range(1, 60))
             + "param p t59\n" + bicep_site("contains(p, 'y')"), ()),
            ("a type of many values, named often", f"type t = {values}\n" + "".join(
                f"param p{i} t | 'x{i}'\n" for i in range(4000)) + bicep_site("contains(p1, 'y')"), ()),
            ("imports", "import { v } from 'i0.bicep'\n" + bicep_site("contains(v, 'y')"), chain),
            ("outputs", outputs + bicep_site("contains(m199.outputs.o, 'y')"), module),
            ("modules", "module a 'm1.bicep' = { name: 'a' }\n", bicep_modules("{ name: '$', params: { p: p } }\n", 2)),
            ("loops of modules", "module a 'm1.bicep' = { name: 'a' }\n",
             bicep_modules("[for i in range(0, 800): { name: '$${i}' }]\n", 1))):
        expect(tricep, f"Bicep: {name}", text, says=limit, others=others, main="main.bicep", status=(FINDINGS,))
    expect(tricep, "Bicep: modules that are repeated", "module a 'm1.bicep' = { name: 'a' }\n",
           says=("[client-cert-enabled]",), others=bicep_modules("{ name: '$' }\n", 2), main="main.bicep")
    expect(tricep, "Bicep: parameter file", "param p59 string\n" + bicep_site("contains(p59, 'y')"), says=limit,
           others=[("main.bicepparam", given)], main="main.bicep")
    inside = "".join(f" resource r{i} 'a' = {{\n name: 'x'\n" for i in range(20_000)) + " }\n" * 20_000
    expect(tricep, "Bicep: resources in resources", bicep_site("false").removesuffix("}\n") + inside + "}\n",
           says=("are nested deeper than 32 levels", "[client-cert-enabled]"), main="main.bicep", status=(FINDINGS,))
    many = "".join(f"param q{i} = 1\n" for i in range(10_000))
    expect(tricep, "Bicep: files that extend one another", bicep_site("false"), says=("main.bicep:",), main="main.bicep",
           others=[("main.bicepparam", "using 'main.bicep'\nextends 'b.bicepparam'\n"),
                   ("b.bicepparam", "using none\nextends 'main.bicepparam'\n" + many)])
    expect(tricep, "Bicep: a type of many values", f"type t = {values}\n" + "".join(
        f"param p{i} t\n" for i in range(4000)) + bicep_site("p1 == 'y'"), main="main.bicep")


def check_instances(tricep):
    """What lies beyond a limit is not silence, even if nothing before it is judged. What no rule
    asks about does not count for it: what lies behind is judged."""
    def loops(**resource):
        return [{"name": "[string(copyIndex())]", "copy": {"name": f"l{i}", "count": 800}, **resource} for i in range(26)]

    deployments = loops(type="Microsoft.Resources/deployments", apiVersion="2022-09-01",
                        properties={"mode": "Incremental", "templateLink": {"relativePath": "none.json"}})
    expect(tricep, "more resources than are looked at", as_json(template(deployments + [site(False)])),
           says=("limit-exceeded",))
    accounts = loops(type="Microsoft.Storage/storageAccounts")
    expect(tricep, "many resources that no rule asks about", as_json(template([*accounts, {**site(False), "name": "behind"}])),
           says=("web app 'behind'",))
    deployments = loops(type="Microsoft.Resources/deployments", apiVersion="2022-09-01",
                        properties={"mode": "Incremental", "template": template(accounts)})
    expect(tricep, "many deployments of what no rule asks about",
           as_json(template([*deployments, {**site(False), "name": "behind"}])), says=("web app 'behind'",))


def check_rules(tricep):
    """Rule files: large, cut, and with patterns that never end."""
    def rule(i, **condition):
        return {"id": f"rule-{i}", "fullDescription": "x" * 100 * SCALE,
                "evaluation": {"resourceType": "Microsoft.Web/sites", **condition}}

    many = as_json([rule(i, path="properties.x", equals=i) for i in range(30_000)])
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "main.json").write_text(as_json(template([site(False, x="a" * 5000 + "!")])))
        arguments = ["lint", "--root", ".", "--rules", "rules.json", "main.json"]
        (path / "rules.json").write_text(many)
        done = run(tricep, "a large rule file", [*arguments, "--select", "rule-29999"], folder)
        if done and (done.returncode != FINDINGS or b"[rule-29999]" not in done.stdout):
            fail("a large rule file", "does not judge by its last rule", done)
        good = as_json(rule(1, where={"path": "kind", "regex": "a("[:1]}, anyOf=[
            {"count": {"path": "a[*]"}, "greater": 1}, {"references": {"resourceType": "A/b", "name": "x"}}]))
        for size in range(len(good)):
            (path / "rules.json").write_text(good[:size])
            done = run(tricep, f"a rule file cut at {size}", arguments, folder)
            if done and (done.returncode != TROUBLE or b"rules.json:1:" not in done.stderr):
                fail(f"a rule file cut at {size}", "is not refused with its place", done)
                break
        (path / "rules.json").write_text(as_json({**rule(1), **{f"k{i}": 1 for i in range(200_000)}}))
        done = run(tricep, "a rule of many unknown keys", arguments, folder)
        if done and (done.returncode != TROUBLE or b"unknown key 'k1'" not in done.stderr):
            fail("a rule of many unknown keys", "is not refused with them", done)
        (path / "rules.json").write_text(as_json(rule(1, path="x", regex="^(a+)+$")))
        done = run(tricep, "a pattern that never ends", [*arguments, "--select", "rule-1"], folder)
        if done and b"[limit-exceeded]" not in done.stdout:
            fail("a pattern that never ends", "is not said", done)


def check_links(tricep):
    """A large file that is linked to many times costs what it costs once."""
    child = template([site("[last(map(range(0,5000),lambda('x',true())))]")])
    child["metadata"] = {"padding": "x" * (300_000 * SCALE)}
    links = [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01",
              "name": "[format('d{0}',copyIndex())]", "copy": {"name": "many", "count": 800},
              "properties": {"mode": "Incremental", "templateLink": {"relativePath": "child.json"}}}]
    expect(tricep, "links to one large file", as_json(template(links)),
           status=(CLEAN, FINDINGS), says=(), others=(("child.json", as_json(child)),))
    token = "parameters('_artifactsLocationSasToken')"
    shared = {"v0": f"[concat({','.join([token] * 60)})]"}
    for i in range(1, 8):
        part = f"variables('v{i - 1}')"
        shared[f"v{i}"] = f"[concat({','.join([part] * 60)})]"
    address = "[concat(parameters('_artifactsLocation'), '/child.json', variables('v7'))]"
    deployment = {**links[0], "name": "d", "properties": {"mode": "Incremental", "templateLink": {"uri": address}}}
    del deployment["copy"]
    expect(tricep, "an address that shares its parts",
           as_json(template([deployment], variables=shared,
                            parameters={"_artifactsLocation": {"type": "string"},
                                        "_artifactsLocationSasToken": {"type": "secureString"}})),
           says=("not-analysed",))


def deploying(value, name="d", **parameters):
    return {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": name,
            "properties": {"mode": "Incremental", "template": value, "parameters": {p: {"value": v} for p, v in parameters.items()}}}


def check_template_values(tricep):
    """A template that is a value: one that deploys itself, one that grows on the way, one that shares its parts."""
    def rooted(inner, **variables):
        return as_json(template([deploying("[variables('t')]", t="[variables('t')]"), site(False)], variables={"t": inner, **variables}))

    def passing(value):
        return template([deploying(value, name, t="[[parameters('t')]") for name in "ab"], parameters={"t": {"type": "object"}})

    unread = ("not-analysed",)
    expect(tricep, "a template that is given itself", rooted(passing("[[parameters('t')]")), says=(*unread, "deploys itself"))
    expect(tricep, "a template that is given itself and grows",
           rooted(passing("[[union(parameters('t'), createObject('x', 1))]")), says=("limit-exceeded",))
    shared = {f"v{i}": {"a": f"[variables('v{i - 1}')]", "b": f"[variables('v{i - 1}')]"} for i in range(1, 60)}
    expect(tricep, "a template that shares its parts", rooted(template([site("[variables('v59')]")]), v0=1, **shared), says=unread)
    pairs = {f"v{i}": template([deploying(f"[variables('v{i - 1}')]", name) for name in "ab"]) for i in range(1, 60)}
    wide = {f"v{i}": [f"[variables('v{i - 1}')]"] * 200 for i in range(1, 4)}
    wide["v59"] = {"resources": [site(False)], "functions": "[variables('v3')]"}
    for name, first, variables in (("templates that share templates", template([]), pairs), ("a template that shares functions", [1] * 200, wide)):
        text = as_json(template([deploying("[variables('v59')]")], variables={"v0": first, **variables}))
        expect(tricep, name, text, says=(*unread, "takes too much", "limit-exceeded"))
    nested = template([site(False)])
    for i in range(100):
        nested = template([deploying(nested, f"d{i}")])
    expect(tricep, "a template with templates in it", rooted(nested), says=("64 levels",))
    deep = "x"
    for _ in range(900):
        deep = {"a": deep}
    expect(tricep, "a template with something deep in it", rooted(template([site(deep)])), says=("client-cert-enabled",))
    many = template([site(False, name=f"n{i}") for i in range(50)])
    grown = {**deploying("[union(variables('t'), createObject('contentVersion', string(copyIndex())))]"), "name": "[string(copyIndex())]",
             "copy": {"name": "c", "count": 800}}
    # Steps run out long before memory does.
    expect(tricep, "templates made in a loop", as_json(template([grown], variables={"t": many})), says=(*unread, " steps "))
    # The same object is the same template: many that deploy it, and variables to look for it in.
    times = []
    for count in (600, 6000):
        with tempfile.TemporaryDirectory() as folder:
            text = template([deploying("[variables('t')]", f"d{i}") for i in range(count)],
                            variables={**{f"v{i}": {"k": i} for i in range(count)}, "t": template([site(False)])})
            (pathlib.Path(folder) / "main.json").write_text(as_json(text))
            times.append(processor_time(tricep, "many that deploy one value", ["lint", "--root", ".", "main.json"], folder))
    if None not in times and times[1] > MOST_GROWTH * max(times[0], LEAST_SECONDS):
        fail("many that deploy one value", f"ten times as many take {times[1]:.2f} s after {times[0]:.2f} s")


def link(path, name="d"):
    return {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": name,
            "properties": {"mode": "Incremental", "templateLink": {"relativePath": path}}}


def linking_to(path):
    return as_json(template([link(path)]))


def check_repeated(tricep):
    """What is deployed again and again costs what it costs once."""
    site_of = {"main.json": as_json(template([site(False)])), "main.bicep": bicep_site("false")}

    def templates(deployed):
        return as_json(template([link(f"{name}.json", f"d{i}") for i, name in enumerate(deployed)] + [site(False)]))

    def modules(deployed):
        return "".join(f"module m{i} '{name}.bicep' = {{ name: 'm{i}' }}\n" for i, name in enumerate(deployed)) + bicep_site("false")

    for kind, make in (("json", templates), ("bicep", modules)):
        last = {"last": site_of[f"main.{kind}"]}
        fan = {"a": make(["b"] * 100), "b": make(["c"] * 100), "c": make(["last"] * 100), **last}
        flat = {name: make(["last"] * 100) for name in "abc"} | last
        every = {f"t{i}": make([f"t{j}" for j in range(12)]) for i in range(12)}
        few = {f"t{i}": make(["last"] * 12) for i in range(12)} | last
        pairs = [("links that fan out", fan, flat), ("links from all to all", every, few)]
        if kind == "json":
            # Each with another value: the text of the child is not looked through for each.
            child = template([site(False)], parameters={"p": {"type": "int"}}, metadata={"text": "deployment " * 300_000})
            given = [link("child.json", f"d{i}") for i in range(400)]
            for i, resource in enumerate(given):
                resource["properties"]["parameters"] = {"p": {"value": i}}
            pairs.append(("links with other values", {"main": as_json(template(given)), "child": as_json(child)},
                          {"main": as_json(template([*given[:1], site(False)])), "child": as_json(child)}))
        for name, evil, harmless in pairs:
            times = []
            for files in evil, harmless:
                with tempfile.TemporaryDirectory() as folder:
                    for path, content in files.items():
                        (pathlib.Path(folder) / f"{path}.{kind}").write_text(content)
                    times.append(processor_time(tricep, name, ["lint", "--root", ".", "."], folder))
            if None not in times and times[0] > MOST_GROWTH * max(times[1], LEAST_SECONDS):
                fail(f"{name}, {kind}", f"takes {times[0]:.2f} s, its twin {times[1]:.2f} s")


def check_boundary(tricep):
    """What stands outside of the root is not read, whatever leads there, and whoever has read it before."""
    with tempfile.TemporaryDirectory() as base:
        folder = pathlib.Path(base).resolve()
        (folder / "out").mkdir()
        (folder / "out/a.json").write_text(GOOD)
        root = folder / "root"
        (root / "deep").mkdir(parents=True)
        (root / "file.json").symlink_to("../out/a.json")
        (root / "folder").symlink_to("../out")
        (root / "twice.json").symlink_to("file.json")
        (root / "absolute.json").symlink_to(folder / "out/a.json")
        (root / "deep/up").symlink_to("../..")
        paths = ["file.json", "folder/a.json", "twice.json", "absolute.json", "deep/up/out/a.json", "../out/a.json",
                 "folder/../../out/a.json", "./folder//a.json"]
        for number, path in enumerate(paths):
            (root / f"main{number}.json").write_text(linking_to(path))
            (root / f"using{number}.bicepparam").write_text(f"using '{path}'\n")
        # A named parameter file means the template beside it, even one behind a link.
        parameters = as_json({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
                              "contentVersion": "1.0.0.0", "parameters": {}})
        (root / "file.parameters.json").write_text(parameters)
        for number in range(40):
            (root / f"m{number}.json").write_text(linking_to("file.json"))
            (root / f"m{number}.parameters.json").write_text(parameters)
        named = ["file.parameters.json", *(f"m{number}.parameters.json" for number in range(40))]
        using = [f"using{number}.bicepparam" for number in range(len(paths))]
        for jobs in ("1", "2", "4"):
            for words, count in ((["."], 2 * len(paths) + 40), (named, 40), (using, len(paths))):
                done = run(tricep, f"links out of the root, -j{jobs}", ["lint", f"-j{jobs}", "--root", ".", *words], root)
                if done and done.stdout.count(b"its address leads out of the repository") != count:
                    fail(f"links out of the root, -j{jobs}", f"not {count} links are refused", done)
        done = run(tricep, "templates out of the root", ["lint", "--root", ".", "--no-parameters", *using], root)
        if done and b"nothing to judge" not in done.stderr:
            fail("templates out of the root", "are judged", done)


def check_relations(tricep):
    """Ten times as many resources that belong together take about ten times as long."""
    def resources(count, name):
        sites, configs = [], []
        for i in range(count):
            one = site(True)
            one["name"] = name.format(i)
            sites.append(one)
            configs.append({"type": "Microsoft.Web/sites/config", "apiVersion": "2022-09-01",
                            "name": name.format(i) + "/web", "dependsOn": [name.format(i)],
                            "properties": {"http20Enabled": False}})
        return as_json(template(sites + configs))

    times = []
    for count in (200, 2000):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "main.json").write_text(resources(count, "app{}"))
            times.append(processor_time(tricep, "relations", ["lint", "--profile", "strict", "--root", ".",
                                                              "main.json"], folder))
    if None not in times and times[1] > MOST_GROWTH * times[0]:
        fail("relations", f"ten times as many take {times[1]:.2f} s after {times[0]:.2f} s")


def main():
    global MOST_GROWTH
    tricep = os.path.abspath(sys.argv[1])
    if b"libtsan" in pathlib.Path(tricep).read_bytes():
        MOST_GROWTH = MOST_GROWTH_WATCHED
    for check in (check_texts, check_evaluation, check_files, check_parameter_files, check_instances,
                  check_rules, check_links, check_template_values, check_repeated, check_boundary, check_relations, check_twins, check_configuration,
                  check_suppressions, check_suppressed_rules, check_suppression_limits, check_many_rules, check_pattern, check_baseline,
                  check_bicep, check_bicep_growth, check_bicep_limits, check_read_back, check_expand, check_resources,
                  check_explained, check_growth):
        check(tricep)
    print(f"{count - len(set(failures))} passed, {len(set(failures))} failed")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

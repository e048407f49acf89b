#!/usr/bin/env python3
"""What hostile input costs beside harmless input of the same size, as one table.

    bench/twins.py [--scale N] [--bound RATIO] [--peak PROGRAM] TRICEP [NAME…]

A row a pair: size, processor time of both and their ratio, memory of both (with --peak, the
program made of bench/peak.c) and their ratio. Fails when a ratio is over the bound.
Sizes are those that a test can wait for; --scale multiplies them.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import gen  # noqa: E402

# Below these, a ratio is one of noise: a process that does nothing takes about as much.
LEAST_SECONDS, LEAST_KIB = 0.004, 3000

scale = 1


def site(value, **members):
    return {**gen.site("app", value), **members}


def template(resources=None, **sections):
    document = gen.template([site("[variables('v')]")] if resources is None else resources)
    return {**document, "variables": {"v": False}, **sections}


def text(value):
    return value if isinstance(value, str) else json.dumps(value)


def padded(harmless, size):
    """The harmless twin with as many small variables as make up the difference."""
    harmless = json.loads(text(harmless))
    number = 0
    missing = size - len(text(harmless))
    while missing > 0:
        name = f"pad{number}"
        harmless["variables"][name] = "x" * min(60, max(0, missing - len(name) - 8))
        missing -= len(name) + len(harmless["variables"][name]) + 8
        number += 1
    return text(harmless)


# ---- texts ----

def flat(size):
    """JSON of `size` bytes that is no template and has nothing special."""
    item = '{"name":"a","list":[1,2,3],"on":true},'
    return "[" + item * (size // len(item)) + "1]"


def texts():
    size = 1_000_000 * scale
    nests = "[" + ",".join(["[" * 1000 + "]" * 1000] * (size // 2000)) + "]"
    yield "nested arrays", "[" * (size // 2) + "]" * (size // 2), flat(size)
    yield "nested objects", '{"a":' * (size // 6) + "1" + "}" * (size // 6), flat(size)
    yield "nests of 1000", nests, flat(size)
    yield "nests of 60", "[" + ",".join(["[" * 60 + "]" * 60] * (size // 121)) + "]", flat(size)
    yield "open brackets", "[" * size, flat(size)
    yield "open objects", '{"a":' * (size // 5), flat(size)
    yield "one open string", '"' + "a" * size, flat(size)
    yield "blanks", " " * size, flat(size)
    yield "line ends", "\n" * size + "1", flat(size)
    yield "commas", "[" + "1," * (size // 2) + "1]", flat(size)
    yield "open comment", "/*" + "*" * size, flat(size)
    yield "comments", "/**/" * (size // 4) + "1", flat(size)
    yield "slashes", "[" + "//\n" * (size // 3) + "1]", flat(size)
    yield "backslashes", '["' + "\\\\" * (size // 2) + '"]', flat(size)
    yield "escapes", '["' + "\\u0041" * (size // 6) + '"]', flat(size)


# ---- templates ----

def keys(count, name, value):
    return {name(i): value for i in range(count)}


def alike(i):
    """Names that differ late, and in letter case of the rest alone as little as may be."""
    return "k" * 40 + f"{i:06}"


def collide(i):
    """Names that only the bit of case tells apart, but of no letters."""
    return "".join("[{"[i >> bit & 1] for bit in range(24))


def names():
    count = 20_000 * scale
    numbers = template(metadata={"list": list(range(count * 5))})
    for name, sections in {
            "many parameters": {"parameters": keys(count, "p{}".format, {"type": "string", "defaultValue": "x"})},
            "many variables": {"variables": {"v": False, **keys(count, "w{}".format, 1)}},
            "many outputs": {"outputs": keys(count, "o{}".format, {"type": "int", "value": 1})},
            "names alike": {"variables": {"v": False, **keys(count, alike, 1)}},
            "names that collide": {"variables": {"v": False, **keys(count, collide, 1)}},
            "members of one object": {"metadata": keys(count, "m{}".format, 1)}}.items():
        yield name, template(**sections), numbers
    one = text(template())[:-1]
    yield "one name often", one + ',"metadata":{"a":1' + ',"a":1' * (count * 2) + "}}", numbers
    yield "one variable often", (one.replace('"variables": {', '"variables": {' + '"w":1,' * count)) + "}", numbers


def chain(count, step="[variables('$')]"):
    return {"v0": False, **{f"v{i}": step.replace("$", f"v{i - 1}") for i in range(1, count)},
            "v": f"[variables('v{count - 1}')]"}


def doubling(first, step, levels=60):
    variables = {"v0": first, **{f"v{i}": step.replace("$", f"variables('v{i - 1}')") for i in range(1, levels)},
                 "v": f"[variables('v{levels - 1}')]"}
    return template(variables=variables)


def expressions():
    deep = 100_000 * scale
    for name, value in {
            "deep calls": "[" + "not(" * (deep // 5) + "true()" + ")" * (deep // 5) + "]",
            "deep parentheses": "[" + "(" * (deep // 2) + "1" + ")" * (deep // 2) + "]",
            "deep indexes": "[variables('a')" + "[0]" * (deep // 3) + "]",
            "deep members": "[variables('a')" + ".x" * (deep // 2) + "]",
            "open calls": "[" + "concat(" * (deep // 7) + "]",
            "deep if": "[" + "if(true()," * (deep // 13) + "1" + ",0)" * (deep // 13) + "]",
            "many arguments": "[concat(" + ",".join(["'a'"] * (deep // 4)) + ")]",
            "commas in a call": "[concat(" + "," * deep + ")]"}.items():
        yield name, template(variables={"v": value, "a": []}), template(variables={"v": "['" + "x" * deep + "']"})
    for name, first, step, levels in (
            ("doubling text", "x", "[concat($, $)]", 60),
            ("doubling arrays", [1], "[concat($, $)]", 60),
            ("doubling format", "x", "[format('{0}{0}', $)]", 60),
            ("doubling replace", "xx", "[replace($, 'x', $)]", 12),
            ("doubling objects", {"a": 1}, "[createObject('a', $, 'b', $)]", 60),
            ("doubling union", {"a": 1}, "[union($, createObject(string($), $))]", 60),
            ("doubling split", "x,x", "[join(split(concat($, ',', $), ','), ',,')]", 60)):
        yield name, doubling(first, step, levels), doubling(first, first if isinstance(first, str) else "x", levels)
    nested = doubling("x", "[createArray($, $)]")
    nested["variables"]["v"] = "[contains(string(variables('v59')), 'y')]"
    yield "doubling nested arrays, as text", nested, doubling("x" * 20, "x" * 20)
    for name, value in {
            "padLeft of 10^9": "[padLeft('x', 1000000000)]",
            "range of 10^9": "[range(0, 1000000000)]",
            "a long range": "[length(range(0, 10000))]",
            "ranges in ranges": "[length(map(range(0, 10000), lambda('x', range(0, 10000))))]",
            "lambdas in lambdas": "[length(map(range(0, 10000), lambda('x', map(range(0, 10000), "
                                  "lambda('y', add(lambdaVariables('x'), lambdaVariables('y')))))))]",
            "split by what is not there": "[length(split(padLeft('y', 1000000, 'x'), padLeft('z', 500000, 'x')))]",
            "sort": "[sort(range(0, 10000), lambda('a', 'b', less(lambdaVariables('b'), lambdaVariables('a'))))]",
            "reduce": "[reduce(range(0, 10000), '', lambda('a', 'b', concat(lambdaVariables('a'), 'xxxxxxxxxx')))]",
            "joined": "[join(range(0, 10000), 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')]"}.items():
        yield name, template(variables={"v": value}), template(variables={"v": "x" * len(value)})
    count = 5_000 * scale
    yield "chain", template(variables=chain(count)), template(variables=chain(count, "-" * 16))
    cycle = chain(count)
    cycle["v0"] = f"[variables('v{count - 1}')]"
    yield "cycle", template(variables=cycle), template(variables=chain(count))
    many = [site("[not(variables('v'))]", name=f"app{i}") for i in range(count // 10)]
    yield "sites on a cycle", template(many, variables=cycle), template(many, variables=chain(count))


# ---- resources ----

def deployment(inner, **members):
    return {"type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "n", **members,
            "properties": {"mode": "Incremental", "template": inner,
                           "expressionEvaluationOptions": {"scope": "inner"}}}


def nested(depth, inner):
    for _ in range(depth):
        inner = template([deployment(inner)])
    return inner


def copies():
    def looped(count, **members):
        return site("[equals(mod(copyIndex(), 2), 0)]", name="[concat('a', copyIndex())]",
                    copy={"name": "c", "count": count}, **members)

    def hangs(count):
        return site("[parameters('on')]", name="[concat('a', copyIndex())]", copy={"name": "c", "count": count})

    on = {"on": {"type": "bool"}}
    yield "copy of 10^9", template([looped(1_000_000_000)]), template([looped(1)])
    yield "copy of 800", template([looped(800)]), template([looped(1)])
    yield "copy of 800 alike", template([site(False, copy={"name": "c", "count": 800})]), template([looped(1)])
    yield "count unknown", template([looped("[parameters('n')]")], parameters={"n": {"type": "int"}}), \
        template([looped(1)])
    yield "800 x 800", template([deployment(template([looped(800)]), copy={"name": "d", "count": 800})]), \
        template([deployment(template([looped(1)]), copy={"name": "d", "count": 1})])
    yield "10 copies of 800", template([looped(800) for _ in range(10)]), template([looped(1) for _ in range(10)])
    yield "25 copies of 800", template([looped(800) for _ in range(25)]), template([looped(1) for _ in range(25)])
    yield "10 undecided copies", template([hangs(800) for _ in range(10)], parameters=on), \
        template([hangs(1) for _ in range(10)], parameters=on)

    def settings(count):
        item = {"name": "s", "count": count, "input": {"name": "[copyIndex('s')]", "value": "x"}}
        return template([{**site(False), "properties": {"copy": [item], "clientCertEnabled": False}}])

    yield "copy of a property", settings(800), settings(1)
    yield "copy of variables", template(variables={"copy": [
        {"name": f"c{i}", "count": 800, "input": "[copyIndex()]"} for i in range(50)], "v": "[variables('c1')[0]]"}), \
        template(variables={"copy": [
            {"name": f"c{i}", "count": 1, "input": "[copyIndex()]"} for i in range(50)], "v": "[variables('c1')[0]]"})
    yield "nested deployments", nested(100 * scale, template([site(False)])), \
        template([deployment(template([site(False)])) for _ in range(100 * scale)])
    one = [{**gen.site("[parameters('n')]", True)}, {**gen.site("[concat(parameters('n'), '/web')]", True),
                                                      "type": "Microsoft.Web/sites/config"}]
    yield "one name for many", template(one * (500 * scale), parameters={"n": {"type": "string"}}), \
        template([{**r, "name": r["name"].replace("parameters('n')", f"'s{i:08}'")}
                  for i in range(500 * scale) for r in one])


GROUPS = (texts, names, expressions, copies)


# ---- measuring ----

def processor_seconds(command, folder):
    """The least of some runs, since others use the machine as well."""
    least = None
    for _ in range(3):
        with open(os.devnull, "wb") as nothing, \
                subprocess.Popen(command, cwd=folder, stdout=nothing, stderr=nothing) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1, 2):
            return None
        seconds = usage.ru_utime + usage.ru_stime
        least = seconds if least is None else min(least, seconds)
    return least


def peak_kib(peak, command, folder):
    return int(subprocess.run([peak, *command], cwd=folder, capture_output=True, text=True, check=False).stdout)


def measure(options, folder, name, content):
    (pathlib.Path(folder) / name).write_text(content)
    command = [options.tricep, "lint", "--root", ".", name]
    seconds = processor_seconds(command, folder)
    return seconds, peak_kib(options.peak, command, folder) if options.peak else None


def ratio(evil, benign, least):
    return max(evil, least) / max(benign, least)


def compare(options, name, evil, benign):
    """The larger ratio; prints the row."""
    evil = text(evil)
    benign = text(benign)
    if benign.startswith("{") and len(benign) < len(evil):
        benign = padded(benign, len(evil))
    with tempfile.TemporaryDirectory() as folder:
        one, two = measure(options, folder, "evil.json", evil), measure(options, folder, "benign.json", benign)
    if one[0] is None or two[0] is None:
        print(f"{name:<24} crashes")
        return float("inf")
    worst = ratio(one[0], two[0], LEAST_SECONDS)
    row = f"{name:<24} {len(evil) / 1000:9.1f} {1000 * one[0]:9.1f} {1000 * two[0]:9.1f} {worst:7.1f}"
    if options.peak:
        memory = ratio(one[1], two[1], LEAST_KIB)
        row += f" {one[1] / 1024:9.1f} {two[1] / 1024:9.1f} {memory:7.1f}"
        worst = max(worst, memory)
    print(row + ("  over" if worst > options.bound else ""), flush=True)
    return worst


def main():
    global scale
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tricep", type=os.path.abspath)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--bound", type=float, default=10)
    parser.add_argument("--peak", type=os.path.abspath)
    options = parser.parse_args()
    scale = options.scale
    print(f"{'pair':<24} {'kB':>9} {'ms':>9} {'harmless':>9} {'times':>7} {'MiB':>9} {'harmless':>9} {'times':>7}")
    worst = [compare(options, name, evil, benign) for group in GROUPS for name, evil, benign in group()
             if not options.names or name in options.names]
    over = sum(one > options.bound for one in worst)
    print(f"{len(worst)} pairs, {over} over {options.bound:g} times")
    return bool(over) or not worst


if __name__ == "__main__":
    sys.exit(main())

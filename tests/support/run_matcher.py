#!/usr/bin/env python3
"""Checks the VS Code extension without VS Code: TRICEP ROOT.

Its problem pattern, as JavaScript reads it, has to take apart every line of a report in text
that is a finding or belongs to one, as the report in JSON has it, and no other line that the
program prints. Without node the test is skipped.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77
MANIFEST = "vscode-problem-matcher/package.json"
MARKS = ["[tricep] scan started", "[tricep] scan finished"]
# Lines that others print, or that would be printed elsewhere, and what has to be made of them.
OTHERS = [
    ("C:\\x y\\main.json:3:5: warning: is false [https-only]",
     ("C:\\x y\\main.json", 3, 5, "warning", "is false", "https-only")),
    ("a b/main (copy) (2).json:3:5:30:2: info: was [x]y [a/b.c_d-e]",
     ("a b/main (copy) (2).json", 3, 5, "info", "was [x]y", "a/b.c_d-e")),
    ("a b/[x]:1.json:3:5:3:9: error: it's: wrong: 1:2: note: [x] [parse-error]",
     ("a b/[x]:1.json", 3, 5, "error", "it's: wrong: 1:2: note: [x]", "parse-error")),
    ("a.bicep:3:5: info: no rule", ("a.bicep", 3, 5, "info", "no rule", None)),
    ("a.json:3:5: warning: known [https-only] (suppressed)",
     ("a.json", 3, 5, "warning", "known [https-only] (suppressed)", None)),
    ("a.json:3: error: no column", None),
    ("a.json:3:5: fatal error: not ours", None),
    ("a.json:3:5:error: no blank", None),
    ("tricep: tricep.json:3:5: unknown key 'selct'; did you mean 'select'?", None),
    ("1 error, 2 warnings; judged 3 resources in 2 templates, looked at 9 files", None),
]
wrong = []


def expect(is_so, what):
    if not is_so:
        wrong.append(what)


def take_apart(node, root, lines):
    pattern = json.loads((root / MANIFEST).read_text())["contributes"]["problemPatterns"][0]
    script = root / "tests/support/match_problems.mjs"
    done = subprocess.run([node, str(script)], capture_output=True, text=True, check=True, timeout=120,
                          encoding="utf-8", input=json.dumps({"pattern": pattern, "lines": lines}))
    return [json.loads(line) for line in done.stdout.split("\n")[:-1]]


def place(at, end):
    words = (at["start"]["line"], at["start"]["column"], at["end"]["line"], at["end"]["column"])
    return words if end else (*words[:2], None, None)


def expected_of(report, end):
    """What the lines of a report in text say, by the report in JSON."""
    for result in report["results"]:
        yield (result["path"], *place(result, end), result["level"] or "info", result["message"], result["rule"])
        for related in result["related"]:
            yield (related["path"], *place(related, end), "note", related["message"], None)


def said(match):
    if match is None:
        return None
    numbers = [match[name] and int(match[name]) for name in ("line", "column", "endLine", "endColumn")]
    return (match["file"], *numbers, match["severity"], match["message"], match["code"])


def is_plain(text):
    """What text and JSON print alike: nothing that would upset a log or a runner."""
    return text.isprintable() and "##" not in text and "::" not in text


def compare(name, matches, report, end):
    expected = list(expected_of(report, end))
    expect(len(matches) == len(expected), f"{name}: {len(matches)} lines, not {len(expected)}")
    for match, words in zip(matches, expected):
        got = said(match)
        if got is not None and not (is_plain(words[0]) and is_plain(words[6])):
            got, words = got[1:6] + got[7:], words[1:6] + words[7:]
        expect(got == words, f"{name}: {got} is not {words}")
    return len(matches)


def check_goldens(node, root):
    reports = root / "tests/report"
    count = 0
    report = json.loads((reports / "json.txt").read_text())
    for name, end in (("text", False), ("text-end", True)):
        lines = (reports / f"{name}.txt").read_text().split("\n")[:-1]
        count += compare(name, take_apart(node, root, lines), report, end)
    for name in ("full", "full-color", "full-narrow", "summary", "github"):
        lines = re.sub("\x1b\\[[0-9;]*m", "", (reports / f"{name}.txt").read_text()).split("\n")
        for line, match in zip(lines, take_apart(node, root, lines)):
            expect(match is None, f"{name}: a problem is made of {line!r}")
    return count


def check_real(node, tricep, root):
    def run(*words):
        return subprocess.run([tricep, "lint", "--isolated", "--show=all", *words, "samples", "tests/cases"], cwd=root,
                              env={k: v for k, v in os.environ.items() if not k.startswith("TRICEP_")},
                              capture_output=True, text=True, timeout=300, check=False, encoding="utf-8",
                              errors="surrogateescape")
    report = json.loads(run("-f", "json").stdout)
    for result in report["results"]:  # in text they are marked behind the rule, and no more than information
        if result["suppressed"]:
            message = f"{result['message']} [{result['rule']}] (suppressed)"
            result.update(message=message, rule=None, level="info")
    done = run("-f", "text", "--show-end")
    for line, match in zip(done.stderr.split("\n"), take_apart(node, root, done.stderr.split("\n"))):
        expect(match is None, f"a problem is made of {line!r} on standard error")
    return compare("samples and cases", take_apart(node, root, done.stdout.split("\n")[:-1]), report, True)


def check_others(node, root):
    rows = OTHERS + [(mark, None) for mark in MARKS]
    rows += [("a:" * 50000, None), ("a.json:1:1: error: " + "x [y" * 50000, 0)]
    for (line, words), match in zip(rows, take_apart(node, root, [line for line, _ in rows])):
        got = said(match)
        if words == 0:
            expect(got is not None, "a long message is lost")
        else:
            expect((got and got[:3] + got[5:]) == words, f"{got} is made of {line[:100]!r}")


def check_manifest(root):
    """The two lines around scans, and the version, are those of the program."""
    manifest = json.loads((root / MANIFEST).read_text())
    source = (root / "src/cli/watch.h").read_text()
    background = manifest["contributes"]["problemMatchers"][1]["background"]
    printed = re.findall(r'^#define TRI_SCAN_\w+ "(.*)"$', source, re.M)
    expect(printed == MARKS, f"the program prints {printed}")
    for key, mark in (("beginsPattern", MARKS[0]), ("endsPattern", MARKS[1])):
        expect(re.search(background[key], mark), f"{key} does not match {mark!r}")
        expect(not any(re.search(background[key], other) for other in MARKS if other != mark), f"{key} matches both")
    version = re.search(r"project\(tricep VERSION ([0-9.]+)", (root / "CMakeLists.txt").read_text()).group(1)
    expect(manifest["version"] == version, f"the version is {manifest['version']}, not {version}")
    expect((root / "vscode-problem-matcher/LICENSE").read_text() == (root / "LICENSE").read_text(), "another licence")


def check_readme(root):
    """Its tasks are those that the snippets insert, and these ask for matchers that there are."""
    folder = root / "vscode-problem-matcher"
    shown = json.loads(re.search(r"^```json\n(.*?)^```$", (folder / "README.md").read_text(), re.M | re.S)[1])["tasks"]
    snippets = json.loads((folder / "snippets.json").read_text()).values()
    inserted = [json.loads("\n".join(snippet["body"]).replace("\\$", "$")) for snippet in snippets]
    expect(shown == inserted, f"README shows {shown}, not {inserted}")
    manifest = json.loads((root / MANIFEST).read_text())
    matchers = {f"${matcher['name']}" for matcher in manifest["contributes"]["problemMatchers"]}
    expect({task["problemMatcher"] for task in inserted} == matchers, f"not every matcher of {matchers} is in a task")


def main():
    tricep, root, node = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]), shutil.which("node")
    if node is None:
        print("node is not here; skipped")
        return SKIPPED
    count = check_goldens(node, root) + check_real(node, tricep, root)
    check_others(node, root)
    check_manifest(root)
    check_readme(root)
    print("\n".join(wrong[:20] + [f"{count} lines of reports, {len(wrong)} differences"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

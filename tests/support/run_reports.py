#!/usr/bin/env python3
"""Asks for reports in the ways that goldens cannot show: TRICEP."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
failures = []


def expect(is_so, what):
    if not is_so:
        failures.append(what)


def lint(tricep, folder, *words, **variables):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("TRICEP_", "GITHUB_"))}
    return subprocess.run([tricep, "lint", "--root", ".", *words], cwd=folder, env={**env, **variables},
                          capture_output=True, text=True, timeout=300, check=False)


def write_template(folder, sites):
    resources = [{"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": f"app{i}",
                  "properties": {}} for i in range(sites)]
    (folder / "main.json").write_text(json.dumps(
        {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": resources}, indent=1))


def sarif(tricep, folder, *words):
    return json.loads(lint(tricep, folder, "-f", "sarif", *words).stdout)["runs"][0]


def check_summary(tricep, folder):
    path = folder / "summary.md"
    lint(tricep, folder, "--summary", "main.json", GITHUB_STEP_SUMMARY=str(path))
    once = path.read_text()
    expect(once.startswith("# tricep\n") and "https-only" in once, "the summary is not written")
    lint(tricep, folder, "--summary", "main.json", GITHUB_STEP_SUMMARY=str(path))
    expect(path.read_text() == once + once, "a second summary does not stand behind the first")
    lint(tricep, folder, "main.json", GITHUB_STEP_SUMMARY=str(path))
    expect(path.read_text() == once + once, "a summary is written that nobody asked for")
    expect(lint(tricep, folder, "--summary", "main.json").returncode == 1,
           "without a runner --summary changes something")
    gone = lint(tricep, folder, "--summary", "main.json", GITHUB_STEP_SUMMARY="/nowhere/summary.md")
    expect(gone.returncode == 2 and "cannot write the summary" in gone.stderr,
           "a summary that cannot be written is not trouble")


def check_sarif(tricep, folder):
    plain = sarif(tricep, folder, "--select", "https-only", "main.json")
    more = sarif(tricep, folder, "--select", "https-only", "--sarif-category", "web", "--sarif-snippets",
                 "--sarif-all-rules", "main.json")
    rules = [rule["id"] for rule in more["tool"]["driver"]["rules"]]
    region = more["results"][0]["locations"][0]["physicalLocation"]["region"]
    expect([rule["id"] for rule in plain["tool"]["driver"]["rules"]] == ["https-only"],
           "rules that were not looked for are told")
    expect(plain["automationDetails"]["id"] == "tricep/", "there is a category that nobody gave")
    expect(more["automationDetails"]["id"] == "tricep/web/", "the category is missing")
    expect(len(rules) > 30 and rules == sorted(rules), "not all rules are told, in order")
    expect(rules[more["results"][0]["ruleIndex"]] == "https-only", "the index of the rule is wrong")
    expect("properties" in region["snippet"]["text"] or "type" in region["snippet"]["text"],
           "there is no snippet")
    (folder / "link.bicep").write_text("resource s 'Microsoft.Web/sites@2022-09-01' = {\n  name: '[a](1) \\\\'\n}\n")
    linked = sarif(tricep, folder, "--select", "https-only", "link.bicep")["results"][0]["message"]["text"]
    expect(linked.startswith(r"web app '\[a\](1) \\' "), f"a name is a link in SARIF: {linked}")
    known = sarif(tricep, folder, "--select", "https-only", "--baseline", "known.json",
                  "--update-baseline", "--show=suppressed", "main.json")
    expect({r["baselineState"] for r in known["results"]} == {"unchanged"} and
           all(r["suppressions"] for r in known["results"]), "known findings are not told as known")


def check_limits(tricep, folder):
    for sites, words in ((5001, "keeps the worst 5000 of the 5001"), (18000, "refuses SARIF")):
        write_template(folder, sites)
        select = ["--select", "https-only"] if sites == 5001 else ["--select", "https-only,ftps-state"]
        done = lint(tricep, folder, "-f", "sarif=report.sarif", *select, "main.json")
        expect(words in done.stderr, f"nothing is said of {sites} web apps: {done.stderr}")
    expect("SARIF" not in lint(tricep, folder, "-f", "json=report.json", "main.json").stderr,
           "SARIF is spoken of where there is none")


def check_junit(tricep, folder):
    plain = lint(tricep, folder, "-f", "junit", "main.json").stdout
    strict = lint(tricep, folder, "-f", "junit", "--junit-strict", "main.json").stdout
    expect(' file="main.json"' in plain and ' file="' not in strict, "--junit-strict makes no difference")
    gone = lint(tricep, folder, "-f", "junit", "--fail-on=never", "gone.json")
    expect(gone.returncode == 2 and 'tests="1" failures="0" errors="1"' in gone.stdout and
           '<testcase name="unreadable" classname="gone.json"' in gone.stdout and "no findings" not in gone.stdout,
           f"a named file that is not there is a test that passes: {gone.stdout}")


def check_unread(tricep, folder):
    """A named file that is not there is in every report that a CI system shows."""
    def report(name, *words):
        done = lint(tricep, folder, "-f", name, "--fail-on=never", *words)
        expect(done.returncode == 2, f"{name}: exit {done.returncode}")
        return done.stdout

    said = "No such file or directory"
    for name, line in (("github", f"::error title=tricep (unreadable),file=g%2Cone.json::{said}\n"),
                       ("azure", f"##vso[task.logissue type=error;sourcepath=g,one.json;code=unreadable;]{said}\n")):
        lines = report(name, "main.json", "g,one.json")
        expect(lines.startswith(line) and len(lines) > len(line), f"{name} tells of no file that is not there: {lines}")
    found = [issue for issue in json.loads(report("gitlab", "main.json", "g,one.json", "gone.json"))
             if issue["check_name"] == "unreadable"]
    expect([(issue["location"]["path"], issue["location"]["lines"]["begin"], issue["severity"], issue["description"])
            for issue in found] == [(path, 1, "major", f"unreadable: {said}") for path in ("g,one.json", "gone.json")] and
           len({issue["fingerprint"] for issue in found}) == 2, f"GitLab is told {found}")
    for words, successful in ((("main.json", "gone.json"), False), (("main.json",), True)):
        done = lint(tricep, folder, "-f", "sarif", *words)
        run = json.loads(done.stdout)["runs"][0]["invocations"][0]
        expect(run["executionSuccessful"] == successful and len(run["toolExecutionNotifications"]) == (not successful),
               f"SARIF of {words}: {run}")


def check_end(tricep, folder):
    line = lint(tricep, folder, "-f", "text", "--show-end", "--select", "https-only", "main.json").stdout.split("\n")[0]
    plain = lint(tricep, folder, "-f", "text", "--select", "https-only", "main.json").stdout.split("\n")[0]
    result = json.loads(lint(tricep, folder, "-f", "json", "--select", "https-only", "main.json").stdout)["results"][0]
    end = f":{result['end']['line']}:{result['end']['column']}: "
    expect(line == plain.replace(": ", end, 1), f"--show-end makes {line!r} of {plain!r}")


def check_several(tricep, folder):
    names = ("text", "sarif", "junit", "markdown", "html", "gitlab", "jsonl")
    lint(tricep, folder, *(word for n in names for word in ("-f", f"{n}=out.{n}")), "main.json")
    for name in names:
        alone = lint(tricep, folder, "-f", name, "main.json").stdout
        expect((folder / f"out.{name}").read_text() == alone, f"{name} differs among others")


def check_links(tricep, folder):
    """What a link leads to is written; a name of what is open already is not replaced."""
    whole = lint(tricep, folder, "-f", "json", "main.json").stdout
    (folder / "real").mkdir()
    (folder / "real/report.json").write_text("old")
    (folder / "link.json").symlink_to("real/report.json")
    lint(tricep, folder, "-f", "json=link.json", "main.json")
    expect((folder / "link.json").is_symlink() and (folder / "real/report.json").read_text() == whole and
           os.listdir(folder / "real") == ["report.json"], "a link is replaced")
    for name in ("/dev/fd/1", "/proc/self/fd/1"):
        with (folder / "out").open("wb", buffering=0) as out:
            out.write(b"before\n")
            done = subprocess.run([tricep, "lint", "-q", "--root", ".", "-f", f"json={name}", "main.json"],
                                  cwd=folder, stdout=out, check=False)
            out.write(b"\nbehind")
        expect(done.returncode == 1 and (folder / "out").read_text() == f"before\n{whole}\nbehind", f"{name} is not standard output")


def check_one_file(tricep, folder):
    """Two reports in one file are refused, however it is spelled, before anything is written."""
    (folder / "sub").mkdir()
    (folder / "kept").write_text("old")
    (folder / "kept.link").symlink_to("kept")
    (folder / "sub.link").symlink_to("sub")
    for first, second in (("new", "new"), ("new", "./new"), ("new", f"{folder}/new"), ("new", "sub/../new"),
                          ("sub/new", "sub.link/new"), ("kept", "kept.link"), ("kept", "sub//../kept")):
        for words in (["-f", f"json={first}", "-f", f"sarif={second}"], ["-f", f"json={first}", "-f", "text", "-o", second],
                      ["-f", f"json={first},json={second}"]):
            done = lint(tricep, folder, *words, "main.json")
            expect(done.returncode == 2 and done.stdout == "" and done.stderr.startswith("tricep: ") and
                   f"={first}'" in done.stderr and f"={second}'" in done.stderr, f"{words} is not refused")
    expect((folder / "kept").read_text() == "old" and not (folder / "new").exists(), "a report is written though refused")
    done = subprocess.run([tricep, "merge", "-f", "json=new", "-f", "html=./new", "none"], cwd=folder, check=False,
                          capture_output=True)
    expect(done.returncode == 2 and b"are one file" in done.stderr, "merge takes two reports in one file")
    for words in (["-f", "json=/dev/null,sarif=/dev/null"], ["-f", "json=/dev/fd/1,text=/dev/fd/1"], ["-f", "json,text"],
                  ["-f", "json=new,text=sub/new"]):
        expect(lint(tricep, folder, *words, "main.json").returncode == 1, f"{words} is refused")


def check_inputs(tricep, folder):
    """A report that would replace what is read is refused, however it is spelled; one beside it is not."""
    (folder / "sub").mkdir(exist_ok=True)
    template = (folder / "main.json").read_text()
    (folder / "main.link").symlink_to("main.json")
    (folder / "values.json").write_text('{"parameters": {}}')
    (folder / "list").write_text("main.json\n")
    for path in ("main.json", "./main.json", f"{folder}/main.json", "sub/../main.json", "main.link"):
        for words in (["-f", f"json={path}", "main.json"], ["-f", "text", "-f", f"json={path}", "main.json"],
                      ["-f", "sarif", "-o", path, "main.json"], ["-f", f"json={path}", "main.link"],
                      ["-f", f"json={path}", "--files-from", "list"]):
            done = lint(tricep, folder, *words)
            expect(done.returncode == 2 and done.stdout == "" and done.stderr.startswith("tricep: the report") and
                   f"={path}' would replace 'main." in done.stderr, f"{words} is not refused")
    done = lint(tricep, folder, "-f", "json=values.json", "--parameters", "values.json", "main.json")
    expect(done.returncode == 2 and "would replace 'values.json'" in done.stderr, "a report replaces a parameter file")
    expect((folder / "main.json").read_text() == template and (folder / "values.json").read_text() == '{"parameters": {}}',
           "an input is replaced though that is refused")
    lint(tricep, folder, "-f", "jsonl=shard.jsonl", "main.json")
    done = subprocess.run([tricep, "merge", "-f", "json=shard.jsonl", "shard.jsonl"], cwd=folder, check=False, capture_output=True)
    expect(done.returncode == 2 and b"would replace 'shard.jsonl'" in done.stderr, "merge replaces what it reads")
    for name, words in (("known.json", ["--baseline", "known.json"]), ("settings", ["--config", "settings"]),
                        ("answers.json", ["--context", "answers.json"]), ("list", ["--files-from", "list"]),
                        ("weights", ["--shard", "1/2", "--shard-weights", "weights"]), ("own.rule", ["--rules", "own.rule"])):
        (folder / name).touch()
        done = lint(tricep, folder, *words, "-f", f"json={name}", "main.json")
        expect(done.returncode == 2 and f"=%s' would replace '{name}', which is read" % name in done.stderr,
               f"a report replaces the file of {words[-2]}")
    expect(lint(tricep, folder, "-f", "json=/dev/null", "main.json").returncode == 1, "/dev/null is refused")


def check_broken(tricep, folder):
    """A template that cannot be parsed is one all the same: it is not replaced, by a report of any format."""
    for text in ('{"Microsoft.Web/sites": ', '\ufeff// ours\n{\n  "resources": [,]\n}\n', '{"resources": [}'):
        for form in ("json", "sarif", "junit"):
            (folder / "broken.json").write_text(text)
            done = lint(tricep, folder, "-f", f"{form}=broken.json", ".")
            expect(done.returncode == 2 and f"the report '{form}=broken.json' would replace a file that may be a template" in
                   done.stderr and (folder / "broken.json").read_text() == text, f"{form} replaces {text!r}")
    (folder / "broken.json").unlink()


def check_found(tricep, folder):
    """Nor is a template replaced that nobody named, or a parameter file or a configuration; a report and any other file are,
    and no run looks at what it replaces."""
    template = (folder / "main.json").read_text()
    os.link(folder / "main.json", folder / "same.json")
    (folder / "wrapped.json").write_text('{"properties": {"template": %s}}' % template)
    (folder / "main.parameters.json").write_text(
        '{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "parameters": {}}')
    for name in ("main.bicep", "main.bicepparam", "tricep.json", ".tricep.json"):
        (folder / name).write_text("{}")
    kinds = {"same.json": "a template", "wrapped.json": "a template", "main.bicep": "a template",
             "main.parameters.json": "a parameter file", "main.bicepparam": "a parameter file",
             "tricep.json": "a configuration", ".tricep.json": "a configuration"}
    for name, kind in kinds.items():
        before = (folder / name).read_text()
        for path in (".", "main.json"):
            done = lint(tricep, folder, "-f", f"json={name}", path)
            expect(done.returncode == 2 and f"the report 'json={name}' would replace {kind}" in done.stderr, f"{name} is replaced")
        expect((folder / name).read_text() == before, f"{name} is replaced though that is refused")
        (folder / name).unlink()
    check_broken(tricep, folder)
    alone = lint(tricep, folder, "-f", "json", ".").stdout
    for name, text in (("empty.json", ""), ("other.json", '{"resources": 1}'), ("lines.json", '{"type": "run"}\n{"type": "summary"}\n'),
                       ("text.json", "main.json:1:1: error\n"), ("page.json", "<!DOCTYPE html>\n")):
        (folder / name).write_text(text)
        for _ in range(2):
            done = lint(tricep, folder, "-f", f"json={name}", ".")
            expect(done.returncode == 1 and (folder / name).read_text() == alone, f"{name} is not replaced, or looked at")
        (folder / name).unlink()


def check_names(tricep, folder):
    """Names that end in NUL may hold anything, as `find -print0` and `git diff -z` tell them."""
    names = ["a\nb.json", " c.json ", "@d.json", "-e.json"]
    for name in names:
        (folder / name).write_text((folder / "main.json").read_text())
    (folder / "names").write_bytes(b"".join(name.encode() + b"\0" for name in names))
    for words in (["--files-from", "names", "-0"], ["--null", "--files-from=names"]):
        done = lint(tricep, folder, "-f", "json", "--select", "https-only", *words)
        expect(done.stderr.count("looked at 4 files") == 1 and
               {result["path"] for result in json.loads(done.stdout)["results"]} == set(names), f"{words}: {done.stderr}")
    done = lint(tricep, folder, "--files-from", "names")
    expect(done.returncode == 2 and "NUL" in done.stderr, "names that end in NUL are taken for one, and that is not said")


def main():
    tricep = os.path.abspath(sys.argv[1])
    checks = (check_summary, check_sarif, check_junit, check_unread, check_end, check_several, check_limits, check_links,
              check_one_file, check_inputs, check_found, check_names)
    with tempfile.TemporaryDirectory() as name:
        for check in checks:
            write_template(pathlib.Path(name), 3)
            check(tricep, pathlib.Path(name))
    print("\n".join(failures + [f"{len(checks)} groups, {len(failures)} differences"]))
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

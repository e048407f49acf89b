#!/usr/bin/env python3
"""Runs the steps of action.yml as a GitHub runner does: TRICEP ROOT [--source].

Releases come from a server on this machine. Hostile inputs stay text. The problem matcher
finds in the text report what the JSON report has. --source builds the checkout, too.
"""
import contextlib
import functools
import http.server
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import threading

from integration import (commit_all, copy_samples, environment, read_yaml, run, site, version, write_release)

EXPRESSION = re.compile(r"\$\{\{ *([a-z_]+)\.([a-z0-9_.-]+) *\}\}")
# What a workflow cannot keep from being said of a commit, a branch or a file.
HOSTILE = ["$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"; touch pwned; "', "a && touch pwned",
           "--config=$(touch pwned)", "::error::x\n::warning::y", "x\n--no-such-option", "a\nfindings=0"]
ONE_RULE = "--select\nCKV_AZURE_17"
wrong = []


def expect(is_so, what):
    if not is_so:
        wrong.append(what)


class Runner:
    """A job with one step: this action."""

    def __init__(self, tricep, root, scratch):
        self.action = read_yaml(tricep, (root / "action.yml").read_text())
        self.root, self.scratch, self.url = root, scratch, ""
        self.workspace = scratch / "work space"
        self.workspace.mkdir()
        copy_samples(root, self.workspace)
        commit_all(self.workspace)

    def value(self, text, inputs, steps):
        def one(found):
            scope, name = found.groups()
            if scope == "inputs":
                return inputs[name]
            if scope == "steps":
                return steps.get(name.split(".")[0], {}).get(name.split(".")[-1], "")
            return {"action_repository": "owner/tricep"}[name]
        return EXPRESSION.sub(one, text)

    def run(self, platform=("Linux", "X64"), **given):
        """Exit status, what is printed, outputs, and the files GITHUB_PATH and GITHUB_STEP_SUMMARY."""
        given = {name.replace("_", "-"): value for name, value in {"release-url": self.url, **given}.items()}
        expect(given.keys() <= self.action["inputs"].keys(), f"no such input: {given.keys()}")
        inputs = {name: given.get(name, about.get("default", "")) for name, about in self.action["inputs"].items()}
        files = {name: self.scratch / name for name in ("GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        files["GITHUB_PATH"].write_text("")
        files["GITHUB_STEP_SUMMARY"].write_text("")
        with tempfile.TemporaryDirectory(dir=self.scratch) as temporary:
            env = environment(GITHUB_ACTIONS="true", CI="true", GITHUB_WORKSPACE=str(self.workspace),
                              GITHUB_ACTION_PATH=str(self.root), GITHUB_SERVER_URL="http://127.0.0.1:1",
                              RUNNER_TEMP=temporary, RUNNER_OS=platform[0], RUNNER_ARCH=platform[1],
                              **{name: str(path) for name, path in files.items()})
            steps, printed, status = {}, "", 0
            for step in self.action["runs"]["steps"]:
                files["GITHUB_OUTPUT"].write_text("")
                script = pathlib.Path(temporary, "step.sh")
                script.write_text(step["run"])
                values = {name: self.value(text, inputs, steps) for name, text in step["env"].items()}
                done = run(self.workspace, "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script,
                           env={**env, **values})
                steps[step["id"]] = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
                printed += done.stdout + done.stderr
                status = done.returncode
                if status != 0:
                    break
        outputs = {name: self.value(about["value"], {}, steps) for name, about in self.action["outputs"].items()}
        return status, printed, outputs, files["GITHUB_PATH"].read_text(), files["GITHUB_STEP_SUMMARY"].read_text()


@contextlib.contextmanager
def server(folder):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as service:
        threading.Thread(target=service.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{service.server_port}"
        service.shutdown()


# ---- what the steps say ----

def check_steps(runner, _):
    steps = runner.action["runs"]["steps"]
    expect(runner.action["runs"]["using"] == "composite", "the action is not composite")
    used = EXPRESSION.findall(json.dumps([step["env"] for step in steps]))
    expect({name for scope, name in used if scope == "inputs"} == runner.action["inputs"].keys(),
           "inputs that are declared are not those that are used")
    for step in steps:
        expect("${{" not in step["run"], f"{step['name']}: an expression in a script")
        expect(step["shell"] == "bash" and step.keys() <= {"name", "id", "shell", "env", "run"},
               f"{step['name']}: is not as this test runs it")
        for name in step["env"]:
            expect(not name.startswith("TRICEP_"), f"{name} would be an option")
            expect(re.search(rf"\${{?{name}\b", step["run"]), f"{step['name']}: {name} is not used")
        if shutil.which("shellcheck"):
            done = run(runner.scratch, "shellcheck", "--shell=bash", "-", stdin=step["run"])
            expect(done.returncode == 0, f"{step['name']}: {done.stdout}")
    if not shutil.which("shellcheck"):
        print("shellcheck is not installed: the steps are not checked by it")


# ---- where the program comes from ----

def check_download(runner, release):
    name, digest = release
    status, printed, outputs, path, _ = runner.run(paths="samples/pass")
    expect(status == 0 and "no findings" in printed, f"download: exit {status}, {printed}")
    expect(path.strip() == os.path.dirname(outputs["binary"]) and outputs["binary"].endswith(f"{name}/bin/tricep"),
           f"download: {path!r} is no folder for later steps")
    expect(runner.run(paths="samples/pass", version="v" + version(runner.root), sha256=digest)[0] == 0,
           "a version and a digest that are right are refused")
    for given, says in (({"sha256": "0" * 64}, "has not the SHA-256 digest"),
                        ({"sha256": "x"}, "is no SHA-256 digest"),
                        ({"version": "9.9.9"}, "cannot download tricep-9.9.9"),
                        ({"version": "1\n::warning::x"}, "version is neither"),
                        ({"version": "../../x"}, "version is neither"),
                        ({"release_url": ""}, "cannot download"),
                        ({"platform": ("macOS", "ARM64")}, "set version: source")):
        status, printed, outputs, path, _ = runner.run(paths="samples/fail", **given)
        expect(status == 2 and f"::error title=tricep::" in printed and says in printed,
               f"{given}: exit {status}, {printed}")
        expect(not path and not outputs["binary"] and "client-cert" not in printed, f"{given}: something runs")


def check_damaged(runner, release, folder):
    archive = folder / f"{release[0]}.tar.gz"
    whole = archive.read_bytes()
    archive.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    status, printed, *_ = runner.run(paths="samples/pass")
    archive.write_bytes(whole)
    expect(status == 2 and "has not the SHA-256 digest" in printed, f"a damaged archive: exit {status}, {printed}")


def check_binary(runner, tricep):
    status, _, outputs, path, _ = runner.run(paths="samples/pass", binary=tricep, release_url="http://127.0.0.1:1")
    expect(status == 0 and outputs["binary"] == tricep and not path, "a program that is there is not used")
    status, printed, *_ = runner.run(binary="/nowhere/tricep")
    expect(status == 2 and "no program" in printed, f"a program that is not there: exit {status}")


def check_source(runner, _):
    status, printed, outputs, path, _ = runner.run(paths="samples/pass", version="source")
    expect(status == 0 and outputs["binary"] == f"{runner.root}/build/release/tricep" and
           path == f"{runner.root}/build/release\n", f"source: exit {status}, {printed}")


# ---- what it does ----

def check_lint(runner, tricep):
    status, printed, outputs, _, summary = runner.run(binary=tricep, sarif_file="out.sarif")
    sarif = json.loads((runner.workspace / "out.sarif").read_text())
    expect(status == 1, f"findings: exit {status}")
    expect("::warning title=tricep (client-cert-enabled),file=samples/fail/main.json,line=10," in printed,
           f"no annotations in {printed}")
    expect(outputs["sarif-file"] == "out.sarif" and outputs["findings"] == str(len(sarif["runs"][0]["results"])) == "6",
           f"outputs: {outputs}")
    expect(summary.startswith("# tricep\n") and "samples/fail/main.json" in summary, "no summary")
    expect(f"::add-matcher::{runner.root}/integrations/github-problem-matcher.json\n" in printed, "no problem matcher")
    status, printed, outputs, *_ = runner.run(binary=tricep, fail_on="never", format="text\nmarkdown=out.md",
                                              args=f"{ONE_RULE}\n--undecided=off")
    expect(status == 0 and outputs["findings"] == "5" and "samples/fail/main.json:10:7: warning:" in printed and
           (runner.workspace / "out.md").exists() and not outputs["sarif-file"], f"options: exit {status}, {outputs}")
    (runner.workspace / "a folder").mkdir()
    (runner.workspace / "a folder/new.json").write_text(site(False))
    status, _, outputs, *_ = runner.run(binary=tricep, args=ONE_RULE, paths="a folder\n\nsamples/pass\n")
    expect((status, outputs["findings"]) == (1, "1"), f"several paths: exit {status}, {outputs}")
    status, _, outputs, *_ = runner.run(binary=tricep, args=ONE_RULE, diff_base="HEAD")
    expect((status, outputs["findings"]) == (1, "1"), f"diff-base: exit {status}, {outputs}")
    (runner.workspace / "own.json").write_text('{"ignore": ["client-cert-enabled"]}')
    status, _, outputs, *_ = runner.run(binary=tricep, config="own.json", paths="samples")
    expect((status, outputs["findings"]) == (0, "0"), f"config: exit {status}, {outputs}")


def check_hostile(runner, tricep):
    for name in runner.action["inputs"]:
        for text in HOSTILE:
            given = {"binary": tricep, "paths": "samples/pass", name.replace("-", "_"): text}
            _, printed, outputs, *_ = runner.run(**given)
            expect(not list(runner.scratch.rglob("pwned")), f"{name}: {text!r} is run")
            expect(outputs.keys() == runner.action["outputs"].keys() and outputs["findings"] in ("", "0"),
                   f"{name}: {text!r} makes outputs: {outputs}")
            expect("\n::warning::y" not in printed, f"{name}: {text!r} makes an annotation")


# ---- the problem matcher ----

def annotations(matchers, text):
    """As the runner makes them: level, path, line, column, message, rule of every line that matches."""
    for line in text.splitlines():
        for matcher in matchers:
            pattern, = matcher["pattern"]
            found = re.search(pattern["regexp"], line)
            if found:
                group = {name: found[number] for name, number in pattern.items() if name != "regexp"}
                yield (group.get("severity", matcher.get("severity")), group["file"], int(group["line"]),
                       int(group["column"]), group["message"], group["code"])
                break


def findings(results):
    """What should be annotated of a JSON report."""
    for result in results:
        level = {"warning": "warning", "error": "error"}.get(result["level"], "notice")
        yield (level, result["path"], result["start"]["line"], result["start"]["column"], result["message"],
               result["rule"])


def check_matcher(runner, tricep):
    matchers = json.loads((runner.root / "integrations/github-problem-matcher.json").read_text())["problemMatcher"]
    text = run(runner.root, tricep, "lint", "--root", ".", "-f", "text", "samples", "tests/cases").stdout
    results = json.loads(run(runner.root, tricep, "lint", "--root", ".", "-f", "json", "samples", "tests/cases").stdout)
    found, due = list(annotations(matchers, text)), list(findings(results["results"]))
    # Text shows control characters and what looks like a command in another way.
    expect([f[:1] + f[2:4] + f[5:] for f in found] == [d[:1] + d[2:4] + d[5:] for d in due],
           "the problem matcher does not find what the JSON report has")
    alike = sum(f == d for f, d in zip(found, due))
    expect(len(due) > 100 and alike > 0.95 * len(due), f"{alike} of {len(due)} are annotated word for word")
    levels = {level for level, *_ in found}
    expect(levels == {"error", "warning", "notice"}, f"levels: {levels}")
    expect(": note: " in text and not list(annotations(matchers, "\n".join(
        line for line in text.splitlines() if ": note: " in line))), "notes are annotated")
    golden = (runner.root / "tests/report/text.txt").read_text()
    told = json.loads((runner.root / "tests/report/json.txt").read_text())["results"]
    expect([(f[0], f[2], f[3], f[5]) for f in annotations(matchers, golden)] ==
           [(f[0], f[2], f[3], f[5]) for f in findings(r for r in told if not r["suppressed"])],
           "the problem matcher does not find what stands in tests/report/text.txt")
    print(f"problem matcher: {len(due)} findings")


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    checks = [check_steps, check_binary, check_lint, check_hostile, check_matcher]
    if "--source" in sys.argv[3:]:
        checks.append(check_source)
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name).resolve()
        runner = Runner(tricep, root, scratch)
        releases = scratch / "releases"
        releases.mkdir()
        release = write_release(tricep, root, releases)
        with server(releases) as runner.url:
            check_download(runner, release)
            check_damaged(runner, release, releases)
        for check in checks:
            check(runner, tricep)
    print("\n".join(wrong + [f"{len(checks) + 2} groups, {len(wrong)} differences"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

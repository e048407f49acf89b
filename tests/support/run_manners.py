#!/usr/bin/env python3
"""Checks what is said beside reports, and when: TRICEP ROOT.

--statistics, --stats, --verbose, --quiet, --min-level and --progress leave standard output
alone; progress and colour come on a terminal only, which is a real one here.
"""
import os
import pathlib
import pty
import re
import select
import subprocess
import sys
import tempfile
import time

SAMPLES = ["--select=client-cert-enabled", "--root=.", "samples"]
CLEAN = {k: v for k, v in os.environ.items()
         if not k.startswith("TRICEP_") and k not in ("CI", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR")}


def run(tricep, words, env=None, cwd=None):
    return subprocess.run([tricep, *words], cwd=cwd, env=CLEAN | (env or {}), capture_output=True,
                          text=True, check=False, stdin=subprocess.DEVNULL)


def on_terminal(tricep, words, env=None, wait=0.0):
    """What is shown on a terminal that standard error is, while standard input stays open for
    a while, which keeps the run going."""
    master, slave = pty.openpty()
    child = subprocess.Popen([tricep, *words], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                             stderr=slave, env=CLEAN | {"TERM": "xterm"} | (env or {}))
    os.close(slave)
    time.sleep(wait)
    child.communicate(b"{}", timeout=60)
    shown = b""
    while select.select([master], [], [], 0.1)[0]:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(master)
    return shown.decode()


def check_stdout(tricep, root):
    """Reports are the same whatever is said beside them."""
    for form in ("json", "text", "sarif"):
        plain = run(tricep, ["-f", form, *SAMPLES], cwd=root)
        for more in (["--stats"], ["--statistics"], ["-v"], ["-q"], ["--progress=always"],
                     ["--stats", "--statistics", "-v", "--progress=always", "-j1"]):
            done = run(tricep, ["-f", form, *more, *SAMPLES], cwd=root)
            if (done.stdout, done.returncode) != (plain.stdout, plain.returncode):
                yield f"the {form} report changes with {' '.join(more)}"


def check_statistics(tricep, root):
    done = run(tricep, ["--statistics", "-q", *SAMPLES], cwd=root)
    rows = [line.split() for line in done.stderr.splitlines()]
    if rows != [["fail", "undecided", "pass", "not-deployed", "rule"],
                ["5", "1", "1", "0", "client-cert-enabled"]]:
        yield f"--statistics says:\n{done.stderr}"


def check_stats(tricep, root):
    done = run(tricep, ["--stats", "-q", *SAMPLES], cwd=root)
    if not re.fullmatch(r"time: \d+\.\d{3} s, of processors \d+\.\d{3} s; \d+ workers?\n"
                        r"read: \d+ files, \d+ bytes\nmemory: \d+\.\d MiB at most\n", done.stderr):
        yield f"--stats says:\n{done.stderr}"
    with tempfile.TemporaryDirectory() as name:
        text = "{" + " " * 998 + "}"
        for number in range(3):
            (pathlib.Path(name) / f"{number}.json").write_text(text)
        for words in ([name], [f"{name}/{number}.json" for number in range(3)]):
            done = run(tricep, ["--stats", "-q", *words])
            if "read: 3 files, 3000 bytes\n" not in done.stderr:
                yield f"three files of 1000 bytes: {done.stderr}"


def check_verbose(tricep, root):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "fail.json").write_bytes((root / "samples/fail/main.json").read_bytes())
        (folder / "other.json").write_text("{}")
        (folder / "like.json").write_text('{"x": "Microsoft.Web/sites", "clientCertEnabled": 1}')
        (folder / "tricep.json").write_text('{"select": ["client-cert-enabled"]}')
        done = run(tricep, ["-vq", "--root=.", "."], cwd=folder)
        wanted = ["fail.json: judged",
                  "like.json: passed over: no deployment template",
                  "other.json: passed over: nothing in it that a selected rule is about",
                  "configuration tricep.json: 1 rule"]
        for line in wanted:
            if f"tricep: {line}\n" not in done.stderr:
                yield f"-v does not say '{line}' but:\n{done.stderr}"
        for jobs in ("1", "4"):
            if run(tricep, ["-vq", "--root=.", "-j", jobs, "."], cwd=folder).stderr != done.stderr:
                yield "-v says something else with another number of workers"


def check_min_level(tricep, root):
    done = run(tricep, ["--min-level=warning", *SAMPLES], cwd=root)
    if "info:" in done.stdout or done.stdout.count("warning:") != 5 or done.returncode != 1:
        yield f"--min-level=warning reports:\n{done.stdout}"
    done = run(tricep, ["--min-level=error", *SAMPLES], cwd=root)
    if done.stdout or done.returncode != 1 or "not shown: 6 findings below --min-level" not in done.stderr:
        yield f"--min-level=error reports:\n{done.stdout}{done.stderr}"


def check_progress(tricep, _):
    drawn = "folders, "
    # For somebody who waits.
    if drawn not in on_terminal(tricep, ["-q", "-"], wait=0.8):
        yield "no progress on a terminal"
    if drawn not in on_terminal(tricep, ["-q", "--progress=always", "-"], {"CI": "1"}, wait=0.3):
        yield "no progress when it is asked for"
    for env, words, wait in (({"CI": "true"}, [], 0.8), ({"TERM": "dumb"}, [], 0.8), ({}, [], 0.0),
                             ({}, ["--progress=never"], 0.8)):
        shown = on_terminal(tricep, ["-q", *words, "-"], env, wait)
        if drawn in shown:
            yield f"progress with {env}, {words} after {wait} s"
    shown = on_terminal(tricep, ["--progress=always", "-"], wait=0.3)
    end = shown.rpartition("\r\x1b[K")[2]
    if drawn in end or "no template" not in end and "nothing to judge" not in end:
        yield f"the line is not wiped away before the summary: {shown!r}"
    done = run(tricep, ["-q", "."], env={"TERM": "xterm"})
    if drawn in done.stderr:
        yield "progress without a terminal"


def check_colour(tricep, root):
    def coloured(words, env, terminal):
        words = [*words, "-f", "full", "samples/fail/main.json"]
        if not terminal:
            return "\x1b[" in run(tricep, words, env, cwd=root).stdout
        master, slave = pty.openpty()
        subprocess.run([tricep, *words], cwd=root, stdout=slave, stderr=subprocess.DEVNULL,
                       stdin=subprocess.DEVNULL, env=CLEAN | {"TERM": "xterm"} | env, check=False)
        os.close(slave)
        shown = os.read(master, 65536)
        os.close(master)
        return b"\x1b[" in shown

    rows = [
        ([], {}, True, True), ([], {}, False, False),
        ([], {"TERM": "dumb"}, True, False),
        ([], {"NO_COLOR": "1"}, True, False), ([], {"NO_COLOR": ""}, True, True),
        ([], {"CLICOLOR_FORCE": "1"}, False, True), ([], {"FORCE_COLOR": "0"}, False, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        (["--color=always"], {"NO_COLOR": "1"}, False, True),
        (["--color=never"], {"FORCE_COLOR": "1"}, True, False),
        ([], {"TRICEP_COLOR": "always"}, False, True),
    ]
    for words, env, terminal, wanted in rows:
        if coloured(words, env, terminal) != wanted:
            yield f"colour is {not wanted} with {words}, {env}, {'a' if terminal else 'no'} terminal"


def check_guesses(tricep, _):
    rows = [
        (["--quite"], "unknown option '--quite'; did you mean '--quiet'?"),
        (["--select", "tag:securty"], "unknown rule 'tag:securty'; did you mean 'tag:security'?"),
        (["--set", "undecided=eror"],
         "'eror' is none of off, info, warning or error; did you mean 'error'?"),
        (["completions", "bsh"], "unknown shell 'bsh'; did you mean 'bash'?"),
        (["--selekt", "x"], "unknown option '--selekt'; did you mean '--select'?"),
        (["--select", "client-cert-enable"], "did you mean 'client-cert-enabled'?"),
        (["--select", "CKV_AZURE_171"], "did you mean 'CKV_AZURE_17'?"),
        (["explain", "ckv-azure-17"], "did you mean 'CKV_AZURE_17'?"),
        (["--ignore", "parse-eror"], "did you mean 'parse-error'?"),
        (["-f", "sarf"], "did you mean 'sarif'?"),
        (["--min-level", "warn"], "did you mean 'warning'?"),
        (["exlpain"], "did you mean 'tricep explain'?"),
        (["help", "lnt"], "did you mean 'lint'?"),
    ]
    for words, wanted in rows:
        done = run(tricep, words)
        if wanted not in done.stderr or done.returncode != 2:
            yield f"{words}: exit {done.returncode}, {done.stderr}"


def check_variables(tricep, root):
    """A variable that is misspelt, or a switch that is neither on nor off, is told of."""
    words = ["-q", *SAMPLES]
    plain = run(tricep, words, cwd=root)
    rows = [
        ({"TRICEP_SELCT": "x"}, "no option reads the variable TRICEP_SELCT; did you mean TRICEP_SELECT?"),
        ({"TRICEP_COLOUR": "x"}, "did you mean TRICEP_COLOR?"),
        ({"tricep_jobs": "1"}, "did you mean TRICEP_JOBS?"),
        ({"TRICEP_SHARDS": "4", "TRICEP_TYPE": "x", "TRICEP_VERSION": "1", "TRICEP_SHA256": "0",
          "TRICEP_": ""}, ""),
    ]
    for env, wanted in rows:
        done = run(tricep, words, env, cwd=root)
        if wanted not in done.stderr or bool(wanted) != bool(done.stderr):
            yield f"{env}: {done.stderr}"
        if (done.stdout, done.returncode) != (plain.stdout, plain.returncode):
            yield f"the report changes with {env}"
    for value, quiet in (("1", True), ("true", True), ("YES", True), ("on", True), ("0", False),
                         ("false", False), ("No", False), ("off", False), ("", False)):
        done = run(tricep, SAMPLES, {"TRICEP_QUIET": value}, cwd=root)
        if bool(done.stderr) == quiet or done.returncode != 1:
            yield f"TRICEP_QUIET={value}: exit {done.returncode}, {done.stderr}"
    done = run(tricep, SAMPLES, {"TRICEP_QUIET": "maybe"}, cwd=root)
    if "unknown value 'maybe' for TRICEP_QUIET; expected 1 or 0" not in done.stderr or done.returncode != 2:
        yield f"TRICEP_QUIET=maybe: exit {done.returncode}, {done.stderr}"


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    checks = (check_stdout, check_statistics, check_stats, check_verbose, check_min_level, check_progress,
              check_colour, check_guesses, check_variables)
    wrong = [line for check in checks for line in check(tricep, root)]
    print("\n".join(wrong) if wrong else f"{len(checks)} manners are kept")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Uses the extension in a real VS Code: TRICEP ROOT TOOLS [--install].

The extension is packed and installed into code-server, which is VS Code in a browser. A
headless Chromium opens the samples there, inserts the snippets into tasks.json and runs the
tasks that they are. What the Problems panel shows has to be what the JSON report has; a
problem that is chosen has to be selected whole; the watching task has to follow a file that
changes. Pictures are left in TOOLS. Nothing leaves this machine.

code-server and what drives Chromium come from npm into TOOLS, by --install, which
scripts/test-editors says: they are large. Where they or Chromium are missing, the test says
so and is skipped (exit status 77).
"""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

SKIPPED = 77
PACKAGES = {"code-server": "4.100.3", "puppeteer-core": "24.8.2"}
# What has to be built: the terminal and the log of VS Code, and what sees that its server ends.
NATIVE = ["lib/vscode/node_modules/node-pty", "lib/vscode/node_modules/@vscode/spdlog",
          "lib/vscode/node_modules/native-watchdog"]
LEVELS = {"error": "Error", "warning": "Warning", "info": "Info"}


class Skip(Exception):
    """The test cannot run here."""


def run(words, **options):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False,
                          **{"timeout": 900, **options})


def must(words, what, **options):
    done = run(words, **options)
    if done.returncode != 0:
        raise Skip(f"{what}: {(done.stderr or done.stdout).strip()[-300:]}")
    return done


# ---- what it needs ----

def find_tools(names):
    for name in names:
        if shutil.which(name) is None:
            raise Skip(f"{name} is not here; scripts/test-editors installs what is needed")
    if not run(["node", "--version"]).stdout.startswith("v20."):
        raise Skip(f"code-server {PACKAGES['code-server']} needs Node.js 20")


def is_installed(folder):
    done = folder / "installed"
    return done.exists() and json.loads(done.read_text()) == PACKAGES


def headers_of_node():
    """Where node's own headers are, so that nothing is fetched to build with."""
    prefix = pathlib.Path(os.path.realpath(shutil.which("node"))).parent.parent
    if not (prefix / "include/node/node.h").exists():
        raise Skip("the headers of Node.js are not here")
    return prefix


def npm_install(folder, *words):
    must(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0", *words],
         "npm cannot install", cwd=folder)


def install(folder):
    """code-server without the scripts of its packages, some of which would fetch programs."""
    find_tools(["node", "npm", "g++", "make"])
    if is_installed(folder):
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "package.json").write_text('{"private": true}')
    headers = headers_of_node()
    npm_install(folder, *(f"{name}@{version}" for name, version in PACKAGES.items()))
    home = folder / "node_modules/code-server"
    npm_install(home / "lib/vscode", "--omit=dev")
    (home / "lib/vscode/node_modules.asar").symlink_to("node_modules")
    npm_root = pathlib.Path(must(["npm", "root", "--global"], "npm").stdout.strip())
    gyp = npm_root / "npm/node_modules/node-gyp/bin/node-gyp.js"
    for name in NATIVE:
        must(["node", gyp, "rebuild", f"--nodedir={headers}"], f"{name} cannot be built", cwd=home / name)
    must(["npm", "rebuild", "argon2"], "argon2 cannot be built", cwd=folder,
         env={**os.environ, "npm_config_build_from_source": "true", "npm_config_nodedir": str(headers)})
    (folder / "installed").write_text(json.dumps(PACKAGES))


# ---- the folder that is opened ----

def make_workspace(root, folder):
    """The samples, one of them again under a name that is hard to read, and tasks.json as it is begun."""
    shutil.copytree(root / "samples", folder)
    shutil.copy(folder / "fail/main.json", folder / "fail/shop (copy).json")
    (folder / ".vscode").mkdir()
    (folder / ".vscode/tasks.json").write_text('{"version": "2.0.0", "tasks": [\n')


def make_profile(root, folder):
    """Settings that keep VS Code to itself, and keys for what is done by hand otherwise; returns the names of tasks."""
    snippets = json.loads((root / "vscode-problem-matcher/snippets.json").read_text())
    labels = [re.search(r'"label": "([^"]+)"', "\n".join(snippet["body"])).group(1) for snippet in snippets.values()]
    (folder / "User").mkdir(parents=True)
    (folder / "config.yaml").write_text("auth: none\n")
    (folder / "User/settings.json").write_text(json.dumps({
        "security.workspace.trust.enabled": False, "workbench.startupEditor": "none", "telemetry.telemetryLevel": "off",
        "extensions.autoCheckUpdates": False, "extensions.autoUpdate": False, "git.enabled": False,
        "workbench.tips.enabled": False, "editor.minimap.enabled": False, "editor.quickSuggestions": False,
        "editor.suggestOnTriggerCharacters": False, "window.commandCenter": False, "editor.occurrencesHighlight": "off",
        "editor.selectionHighlight": False, "workbench.editor.showTabs": "single",
        "workbench.layoutControl.enabled": False}))
    keys = {"1": ("workbench.action.tasks.runTask", labels[0]), "2": ("workbench.action.tasks.runTask", labels[1]),
            "7": ("editor.action.insertSnippet", {"langId": "jsonc", "name": list(snippets)[0]}),
            "8": ("editor.action.insertSnippet", {"langId": "jsonc", "name": list(snippets)[1]})}
    (folder / "User/keybindings.json").write_text(json.dumps(
        [{"key": f"ctrl+alt+{key}", "command": command, "args": words} for key, (command, words) in keys.items()]))
    return labels


def lint(tricep, folder):
    return json.loads(run([tricep, "lint", "-f", "json", "--root", ".", "."], cwd=folder).stdout)["results"]


def rows_of(results):
    """What the Problems panel has to show."""
    rows = set()
    for result in results:
        for place, level in [(result, LEVELS[result["level"]])] + [(related, "Info") for related in result["related"]]:
            rows.add("|".join([place["path"], str(place["start"]["line"]), str(place["start"]["column"]), level,
                               place["message"]]))
    return sorted(rows)


def chosen_of(result):
    """What the status bar has to show when the problem is chosen."""
    size = result["end"]["offset"] - result["start"]["offset"]
    return f"Ln {result['end']['line']}, Col {result['end']['column']} ({size} selected)"


# ---- VS Code ----

def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, process):
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        if process.poll() is not None:
            break
    raise Skip("code-server does not start")


def drive(tricep, root, tools, home, plan):
    """Starts VS Code with the extension, carries out the plan, returns what was shown."""
    entry, profile = tools / "node_modules/code-server/out/node/entry.js", home / "profile"
    labels = make_profile(root, profile)
    done = run([root / "scripts/extension"])
    if done.returncode == 2:
        raise Skip(done.stderr.strip()[-300:])
    packed = done.stdout.strip()
    server = ["node", entry, "--config", profile / "config.yaml", "--user-data-dir", profile, "--extensions-dir",
              home / "extensions"]
    done = run([*server, "--install-extension", packed])
    if done.returncode != 0:
        raise AssertionError(f"the extension is not installed: {done.stdout}{done.stderr}")
    address = f"127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [str(word) for word in [*server, "--bind-addr", address, "--disable-telemetry", "--disable-update-check",
                                "--disable-workspace-trust", plan["folder"]]],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        # VSCODE_CLI: this environment, not that of a login shell.
        env={**os.environ, "VSCODE_CLI": "1", "PATH": f"{os.path.dirname(tricep)}:{os.environ['PATH']}"})
    try:
        wait_for(f"http://{address}/healthz", process)
        done = run(["node", root / "tests/support/drive_vscode.mjs"], timeout=600, input=json.dumps(
            {**plan, "labels": labels, "address": address, "tools": str(tools), "profile": str(home / "chromium"),
             "chromium": shutil.which("chromium")}))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
    if done.returncode != 0:
        raise AssertionError(done.stderr[-1000:])
    return json.loads(done.stdout)


def use(tricep, root, tools, home):
    """What was shown, and what should have been."""
    work, mended = home / "work", home / "mended.json"
    make_workspace(root, work)
    before = lint(tricep, work)
    changed, kept = work / "fail/main.json", home / "kept.json"
    shutil.copy(changed, kept)
    shutil.copy(work / "pass/main.json", mended)
    shutil.copy(mended, changed)
    after = lint(tricep, work)
    shutil.copy(kept, changed)
    everything, chosen = rows_of(before), before[0]
    shown = drive(tricep, root, tools, home, {
        "folder": str(work), "all": everything, "rest": rows_of(after), "changed": str(changed), "mended": str(mended),
        "kept": str(kept), "choose": chosen["message"]})
    right = {"once": everything, "watching": everything, "mended": rows_of(after), "again": everything,
             "chosen": [chosen_of(chosen)]}
    return shown, right


def compare(shown, right):
    wrong = [shown["trouble"]] if "trouble" in shown else []
    for step, rows in right.items():
        if step not in shown:
            wrong.append(f"{step}: not reached")
            continue
        got = shown[step]
        wrong += [f"{step}: not shown: {row}" for row in rows if row not in got]
        wrong += [f"{step}: shown: {row}" for row in got if row not in rows]
    return wrong


def main():
    tricep, root, tools = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3])
    tools = tools.resolve()
    try:
        if "--install" in sys.argv:
            install(tools)
            return 0
        find_tools(["node", "npm", "chromium"])
        if not is_installed(tools):
            raise Skip("code-server is not here; scripts/test-editors installs it")
        with tempfile.TemporaryDirectory() as home:
            shown, right = use(tricep, root, tools, pathlib.Path(home).resolve())
    except Skip as reason:
        print(f"{reason}" if "--install" in sys.argv else f"{reason}; skipped")
        return SKIPPED
    wrong = compare(shown, right)
    print("\n".join(wrong[:20] + [f"{len(right)} looks at VS Code, {len(right['once'])} problems in its panel, "
                                  f"{len(wrong)} differences; pictures in {tools}"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

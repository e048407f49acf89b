#!/usr/bin/env python3
"""Configurations that are wrong: TRICEP.

Every key with a value it cannot have, files cut off at every byte, rings of extends: a
message with a place each, and exit status 2, while all that can be judged is.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SITE = "resource s 'Microsoft.Web/sites@2022-09-01' = {\n  name: 's'\n}\n"
GOOD = {
    "profile": "strict", "select": ["client-cert-enabled"], "extendSelect": "https-only",
    "ignore": ["tag:nothing"], "levels": {"https-only": "info"}, "undecided": "off",
    "perFileIgnores": {"x/**": ["client-cert-enabled"]}, "exclude": "old", "include": ["*.x"],
    "failOn": "error", "rules": [], "context": {"subscription": {}},
    "rule": {"client-cert-enabled": {"slots": True}},
    "suppressions": [{"rule": "https-only", "path": "*", "reason": "r", "expires": "2030-01-31"}],
}
WRONG = {
    "profile": ["loose", 1, None], "select": [1, [1], ["no-such-rule"], {}],
    "extendSelect": [["client-cert-enabld"], False], "ignore": [[None], "no-such-rule"],
    "levels": [[], {"https-only": "loud"}, {"no-such-rule": "info"}, {"https-only": 1}],
    "undecided": ["maybe", True], "failOn": ["always", 3],
    "perFileIgnores": [[], {"*": 1}, {"*": ["no-such-rule"]}],
    "exclude": [1, [1]], "include": [{}, [None]], "rules": [1, ["gone.json"]],
    "context": [1, [], "gone.json"], "root": [1, "gone"], "extends": [1, "gone.json", "."],
    "rule": [[], {"client-cert-enabled": 1}, {"client-cert-enabled": {"slot": True}},
             {"client-cert-enabled": {"slots": "yes"}}, {"no-such-rule": {}}],
    "suppressions": [{}, [1], [{"rule": "https-only"}], [{"rule": 1, "path": "*", "reason": "r"}],
                     [{"rule": "no-such-rule", "path": "*", "reason": "r"}],
                     [{"rule": "https-only", "path": "*", "reason": "r", "expires": "soon"}],
                     [{"rule": "https-only", "path": "*", "reason": "r", "expires": "2030-02-30"}],
                     [{"rule": "https-only", "path": "*", "reason": "r", "until": "2030-01-01"}]],
    "exclusions": [[]], "severityOverrides": [{}], "nothing": [1],
}
# What names another file says that the file is not there; it has no place of its own.
PLACELESS = {("rules", "gone.json"), ("context", "gone.json"), ("root", "gone")}

failures = []


def lint(tricep, folder, *words):
    done = subprocess.run([tricep, "lint", *words, "."], cwd=folder, capture_output=True, text=True,
                          timeout=30, check=False)
    return done.returncode, done.stdout, done.stderr


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def expect(what, is_true, told):
    if not is_true:
        failures.append(f"{what}: {told}")


def expect_trouble(tricep, folder, what, has_place=True):
    status, _, told = lint(tricep, folder)
    place = re.search(r"\w\.json:\d+:\d+: ", told) if has_place else "tricep: " in told
    expect(what, status == 2 and place and "Sanitizer" not in told, f"exit {status}, {told!r}")


def check_cache(tricep, folder):
    """Modules are where `bicep restore` keeps them: below HOME, or where bicepconfig.json says."""
    digest = "sha256:" + "0" * 63 + "7"
    kept = {".bicep/br/mcr.microsoft.com/bicep$a$site/1.2.3$": "br/public:a/site:1.2.3",
            ".bicep/br/reg.example$8080/site/V1$1": "br:Reg.example:8080/site:V1",
            f".bicep/br/reg.example/site/{digest.replace(':', '#')}": f"br:reg.example/site@{digest}",
            "other/br/reg.example/site/1$": "br:reg.example/site:1"}
    home = folder / "home"
    for path in kept:
        write(folder, f"home/{path}/main.json", json.dumps({
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [
                {"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": path[-9:]}]}))
    for config, start in (("{}", ".bicep/"), ('{"cacheRootDirectory": "~/other"}', "other/"),
                          ('{"cacheRootDirectory": "../home/other"}', "other/")):
        write(folder, "uses/bicepconfig.json", config)
        for path, name in kept.items():
            write(folder, "uses/main.bicep", f"module m '{name}' = {{\n  name: 'm'\n}}\n")
            done = subprocess.run([tricep, "lint", "--isolated", "--select", "client-cert-enabled", "uses"], cwd=folder,
                                  env={"HOME": str(home)}, capture_output=True, text=True, timeout=60, check=False)
            is_there = path.startswith(start)
            expect(f"{config} {name}", (f"web app '{path[-9:]}'" in done.stdout) == is_there and
                   ("is not in the module cache" in done.stdout) != is_there, done.stdout)
    # Wherever the home is, what is found in a module is the same finding.
    write(folder, "uses/bicepconfig.json", "{}")
    write(folder, "uses/main.bicep", f"module m 'br:reg.example/site@{digest}' = {{\n  name: 'm'\n}}\n")
    (folder / "br").mkdir()
    prints = set()
    for place in (home, folder / "br/home"):
        if not place.exists():
            home.rename(place)
        done = subprocess.run([tricep, "lint", "--isolated", "--select", "client-cert-enabled", "-f", "json", "main.bicep"],
                              cwd=folder / "uses", env={"HOME": str(place)}, capture_output=True, text=True, timeout=60, check=False)
        prints.add(done.stdout)
    expect("the report", len(prints) == 1 and '"path":"~/.bicep/br/reg.example/site/sha256#' in done.stdout, prints)
    # The fingerprint is that of the module, wherever it is kept; what holds for it is said where it is used.
    write(folder, "br/home/tricep.json", '{"ignore": ["ALL"]}')
    write(folder, "uses/tricep.json", '{"levels": {"client-cert-enabled": "error"}}')
    for words, home, path in ((["--isolated", "--module-cache", str(place / ".bicep")], "/", f"{place}/.bicep/"),
                              ([], str(place), "~/.bicep/br/reg.ex")):
        again = subprocess.run([tricep, "lint", "--select", "client-cert-enabled", *words, "-f", "json", "main.bicep"],
                               cwd=folder / "uses", env={"HOME": home}, capture_output=True, text=True, timeout=60, check=False)
        found = json.loads(again.stdout)["results"]
        expect(f"{words}", len(found) == 1 and found[0]["path"].startswith(path) and found[0]["fingerprint"] in done.stdout and
               found[0]["level"] == ("warning" if words else "error"), again.stdout)
    return 3 * len(kept) + 4


def check_reach(tricep, folder):
    """A configuration that is found leads nowhere outside of its repository, by name or by a link,
    and nothing of what is there is told; one that is named leads anywhere."""
    top, cache = folder / "reach/repo", "br/reg.example/site/1$"
    (top / ".git").mkdir(parents=True)
    write(folder, "reach/out/words.json", "hunter2 secret")
    write(folder, "reach/out/object.json", '{"hunter2": 1}')
    write(folder, "reach/out/fine.json", '{"select": ["client-cert-enabled"]}')
    for path in ("out", f"cache/{cache}"):
        write(folder, f"reach/{path}/main.json", "hunter2 Microsoft.Web/sites")
    (folder / "reach/home").mkdir()
    write(top, "main.bicep", SITE + "resource t 'Microsoft.Web/sites@2022-09-01' = {\n  name: loadTextContent('../out/words.json')\n}\n")
    write(top, "sub/main.bicep", SITE)
    for name, target in (("words.json", "../out/words.json"), ("out", "../out"), ("inside.json", "sub/fine.json")):
        (top / name).symlink_to(target)
    write(top, "sub/fine.json", '{"select": ["client-cert-enabled"]}')
    count = 0
    for key, values in (("extends", ("../out/words.json", "../out/object.json", "../out/fine.json", "words.json", "out/words.json",
                                     str(folder / "reach/out/words.json"))),
                        ("context", ("../out/words.json", "words.json")), ("root", ("..", "out", "/")),
                        ("rules", ("../out", "out", "out/object.json"))):
        for value in values:
            for place in ("", "sub/"):
                if place and key != "extends":  # counts for the run only
                    continue
                text = json.dumps({key: value if value.startswith("/") or not place else f"../{value}"})
                write(top, f"{place}tricep.json", text)
                status, out, told = lint(tricep, top)
                expect(f"{place} {text}", status == 2 and "leads out of the repository" in told and f"{place}tricep.json:1:" in told
                       and "hunter2" not in out + told, f"exit {status}, {told!r}")
                (top / place / "tricep.json").unlink()
                count += 1
    for text in ('{"extends": "inside.json"}', '{"extends": "sub/fine.json"}', '{"root": "sub"}', '{"extends": "sub/more.json"}'):
        write(top, "sub/more.json", '{"extends": "../inside.json"}')
        write(top, "tricep.json", text)
        status, _, told = lint(tricep, top)
        expect(text, status == 1, f"exit {status}, {told!r}")
    (top / "tricep.json").unlink()
    (top / "tricep.json").symlink_to("words.json")
    status, out, told = lint(tricep, top)
    expect("a linked configuration", status == 2 and "is a link that leads out" in told and "hunter2" not in out + told, told)
    (top / "tricep.json").unlink()
    (top / "tricep.json").symlink_to("inside.json")
    status, _, told = lint(tricep, top)
    expect("a link that stays", status == 1, told)
    (top / "tricep.json").unlink()
    # Who names it trusts it.
    write(top, "own.json", '{"extends": "out/fine.json"}')
    status, _, told = lint(tricep, top, "--config", "own.json")
    expect("--config", status == 1, told)
    status, _, told = lint(tricep, top, "--config", "words.json")
    expect("--config of a link", status == 2 and "hunter2" in told, told)
    write(top, "main.bicep", "module m 'br:reg.example/site:1' = {\n  name: 'm'\n}\n")
    for root, target in (("../cache", None), (str(folder / "reach/cache"), None), ("~/../cache", None),
                         (".", f"{folder}/reach/out"), ("linked", None)):
        write(top, "bicepconfig.json", json.dumps({"cacheRootDirectory": root}))
        if target:
            (top / cache).parent.mkdir(parents=True)
            (top / cache).symlink_to(target)
        if root == "linked":
            (top / "linked").symlink_to("../cache")
        done = subprocess.run([tricep, "lint", "."], cwd=top, env={"HOME": str(folder / "reach/home")}, capture_output=True, text=True,
                              timeout=60, check=False)
        expect(f"cacheRootDirectory {root}", "in a cache outside of the repository" in done.stdout and
               "hunter2" not in done.stdout + done.stderr, done.stdout + done.stderr)
        count += 1
    status, out, _ = lint(tricep, top, "--module-cache", "../cache")
    expect("--module-cache", "main.json:1:1: error" in out and "hunter2" in out, out)
    return count + 9


def main():
    tricep = sys.argv[1]
    count = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / ".git").mkdir()
        write(folder, "main.bicep", SITE)
        for key, value in GOOD.items():
            if key != "ignore":
                write(folder, "tricep.json", json.dumps({key: value}))
                status, _, told = lint(tricep, folder)
                expect(f"{key} {value}", status in (0, 1), told)
                count += 1
        for key, values in WRONG.items():
            for value in values:
                write(folder, "tricep.json", json.dumps({key: value}, indent=1))
                flat = value[0] if isinstance(value, list) and len(value) == 1 else value
                has_place = not (isinstance(flat, str) and (key, flat) in PLACELESS)
                expect_trouble(tricep, folder, f"{key} {value}", has_place)
                count += 1
        text = json.dumps(GOOD, indent=1)
        for size in range(len(text) - 1):
            write(folder, "tricep.json", text[:size])
            expect_trouble(tricep, folder, f"cut at {size}")
            count += 1
        for odd in (b"", b"[]", b"null", b"{}{}", b"\0", b"{\"select\": \"\xff\"}", b"[" * 5000):
            write(folder, "tricep.json", odd)
            expect_trouble(tricep, folder, f"{odd[:20]!r}")
            count += 1
        write(folder, "tricep.json", '{"extends": "a/tricep.json"}')
        write(folder, "a/tricep.json", '{"extends": "../b.json"}')
        write(folder, "b.json", '{"extends": "./tricep.json"}')
        expect_trouble(tricep, folder, "a ring of three")
        write(folder, "tricep.json", '{"extends": "tricep.json"}')
        expect_trouble(tricep, folder, "a ring of one")
        # One that is wrong does not cost the others.
        write(folder, "tricep.json", '{"select": "client-cert-enabled"}')
        write(folder, "wrong/tricep.json", "{")
        write(folder, "wrong/main.bicep", SITE)
        status, found, told = lint(tricep, folder)
        expect("the others", status == 2 and found.count("[client-cert-enabled]") == 2
               and "wrong/tricep.json:1:" in told, f"{status} {found} {told}")
        for words in (["--set", "select"], ["--set", "=1"], ["--set", "selct=x"],
                      ["--set", "levels.https-only=loud"], ["--config", "gone.json"]):
            status, _, told = lint(tricep, folder, *words)
            expect(str(words), status == 2 and told, told)
        status, found, _ = lint(tricep, folder, "--isolated", "--select", "client-cert-enabled")
        expect("--isolated", status == 1 and found.count("[client-cert-enabled]") == 2, found)
        count += 9
        with tempfile.TemporaryDirectory() as other:
            count += check_cache(tricep, pathlib.Path(other))
        with tempfile.TemporaryDirectory() as other:
            count += check_reach(tricep, pathlib.Path(other).resolve())
    for failure in failures[:20]:
        print(failure)
    print(f"{count} configurations, {len(failures)} not as expected")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

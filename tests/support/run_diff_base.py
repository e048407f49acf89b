#!/usr/bin/env python3
"""Pull requests in a git repository of our own: TRICEP.

Only what the merge base has not is reported: not what was there before, wherever a file
went since, but also what a changed file causes in one that did not change. And what a
repository has at a commit, with and without a work tree.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
ENVIRONMENT = {**os.environ, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com",
               "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com",
               "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "TMPDIR": "/nowhere"}
for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "SYSTEM_PULLREQUEST_TARGETBRANCH", "CI", "TF_BUILD"):
    ENVIRONMENT.pop(name, None)
wrong = []


def site(name, **properties):
    return {"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": name, "properties": properties}


def link(path, **parameters):
    return {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d",
            "properties": {"mode": "Incremental", "templateLink": {"relativePath": path},
                           "parameters": {name: {"value": value} for name, value in parameters.items()}}}


def as_template(*resources, **sections):
    return json.dumps({"$schema": SCHEMA, "contentVersion": "1.0.0.0", **sections, "resources": list(resources)},
                      indent=2) + "\n"


def git(folder, *words):
    return subprocess.run(["git", "-C", folder, *words], env=ENVIRONMENT, capture_output=True, text=True, check=True)


def lint(tricep, folder, *words, env=None, stdin=None):
    return subprocess.run([tricep, "lint", "-f", "json", "--select", "client-cert-enabled", *words], cwd=folder,
                          env={**ENVIRONMENT, **(env or {})}, capture_output=True, text=True, timeout=120, check=False,
                          input=stdin)


def expect(tricep, what, folder, found, *words, status=None, says="", env=None, stdin=None):
    done = lint(tricep, folder, *words, env=env, stdin=stdin)
    results = json.loads(done.stdout)["results"] if done.stdout else []
    places = sorted(f"{r['path']}:{(r['resource'] or {}).get('name')}" for r in results)
    if places != sorted(found) or says not in done.stderr or done.returncode != (
            (1 if found else 0) if status is None else status):
        wrong.append(f"{what}: exit {done.returncode}, {places} instead of {sorted(found)}; {done.stderr.strip()}")


def write(folder, files):
    for name, text in files.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def commit(folder, files=None, message="change"):
    write(folder, files or {})
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)


def child(properties):
    return as_template(site("deployed", **properties), parameters={"cert": {"type": "bool", "defaultValue": False}})


def prepare(folder):
    git(folder, "init", "-q", "-b", "main")
    commit(folder, {
        "old.json": as_template(site("was-bad"), site("was-good", clientCertEnabled=True)),
        "moved.json": as_template(site("moved"), site("another", clientCertEnabled=True), site("third")),
        "mended.json": as_template(site("mended")),
        "parent.json": as_template(link("child.json", cert=True)),
        "child.json": child({"clientCertEnabled": "[parameters('cert')]"}),
        "odd name\n-x.json": as_template(site("odd")),
        "-rf.json": as_template(site("dash")),
    })
    git(folder, "checkout", "-q", "-b", "feature")


def check_request(tricep, folder):
    expect(tricep, "nothing changed", folder, [], "--diff-base", "main")
    commit(folder, {"old.json": as_template(site("new-bad"), site("was-bad"), site("was-good"))})
    expect(tricep, "changed", folder, ["old.json:new-bad", "old.json:was-good"], "--diff-base", "main")
    pathlib.Path(folder, "sub dir").mkdir()
    git(folder, "mv", "moved.json", "sub dir/renamed.json")
    expect(tricep, "moved, not committed", folder, ["old.json:new-bad", "old.json:was-good"], "--diff-base", "main")
    commit(folder, {"mended.json": as_template(site("mended", clientCertEnabled=True))})
    expect(tricep, "moved and mended", folder, ["old.json:new-bad", "old.json:was-good"], "--diff-base", "main")
    commit(folder, {"parent.json": as_template(link("child.json", cert=False))})
    expect(tricep, "a child that did not change", folder,
           ["old.json:new-bad", "old.json:was-good", "child.json:deployed"], "--diff-base", "main")
    write(folder, {"work.json": as_template(site("in the work tree"))})
    expect(tricep, "a file that is not committed", folder, ["work.json:in the work tree"], "--diff-base", "main",
           "work.json")
    expect(tricep, "from a folder", os.path.join(folder, "sub dir"), [], "--diff-base", "main", ".")
    expect(tricep, "told by the CI system", folder, ["work.json:in the work tree"], "--diff-base", "auto", "work.json",
           env={"CI_MERGE_REQUEST_DIFF_BASE_SHA": git(folder, "rev-parse", "main").stdout.strip()})
    for variable in ("CI", "TF_BUILD"):
        expect(tricep, "a push, no pull request", folder, ["old.json:new-bad", "old.json:was-bad", "old.json:was-good"],
               "--diff-base", "auto", "old.json", says="no pull request in this run of CI", env={variable: "true"})
    expect(tricep, "suppressed ones are shown", folder, ["-rf.json:dash"], "--diff-base", "main", "--show=suppressed",
           "--", "-rf.json", status=0)


def check_past(tricep, folder):
    """The past is all of the commit: what its templates load, what it passes over, files with any name."""
    bicep = ("resource s 'Microsoft.Web/sites@2022-09-01' = {\n  name: loadTextContent('name.txt')\n"
             "  properties: { clientCertEnabled: bool(loadYamlContent('site.yaml').cert) }\n}\n")
    git(folder, "init", "-q", "-b", "main")
    commit(folder, {"app/main.bicep": bicep, "app/name.txt": "app", "app/site.yaml": "cert: true\n",
                    "app/site.template": as_template(site("included")), "app/named.txt": as_template(site("named")),
                    "ignored/main.json": as_template(site("ignored")), ".tricepignore": "ignored/\n"})
    expect(tricep, "included by a pattern", folder, [], "--diff-base", "HEAD", "--include", "app/*.template")
    expect(tricep, "included from a folder", os.path.join(folder, "app"), [], "--diff-base", "HEAD", "--include",
           "*.template", ".")
    expect(tricep, "named, by any name", folder, [], "--diff-base", "HEAD", "app/named.txt")
    edited = as_template(site("more"), site("named"))
    expect(tricep, "not saved yet", folder, ["app/named.txt:more"], "--diff-base", "HEAD", "--stdin-filename",
           "app/named.txt", "-", stdin=edited)
    expect(tricep, "new and not saved yet", folder, ["app/new.json:more", "app/new.json:named"], "--diff-base", "HEAD",
           "--stdin-filename", "app/new.json", "-", stdin=edited)
    expect(tricep, "without a name", folder, ["<stdin>:more", "<stdin>:named"], "--diff-base", "HEAD", "-", stdin=edited)
    write(folder, {"app/site.yaml": "cert: false\n"})
    expect(tricep, "what is loaded changed", folder, ["app/main.bicep:app"], "--diff-base", "HEAD")
    expect(tricep, "what is loaded at the commit", folder, [], "--git-ref", "HEAD")
    commit(folder)
    expect(tricep, "it is known", folder, [], "--diff-base", "HEAD")
    expect(tricep, "what is loaded at the next", folder, ["app/main.bicep:app"], "--git-ref", "HEAD")
    write(folder, {".tricepignore": ""})
    expect(tricep, "passed over no longer", folder, ["ignored/main.json:ignored"], "--diff-base", "HEAD")
    os.symlink("app", os.path.join(folder, "link"))
    commit(folder)
    expect(tricep, "a link", folder, ["app/main.bicep:app", "ignored/main.json:ignored"], "--git-ref", "HEAD")


def check_cost(tricep, folder):
    """git is asked for what is needed: nothing where nothing is found, and a few of many files else."""
    programs, log = os.path.join(folder, "programs"), pathlib.Path(folder, "log")
    work = os.path.join(folder, "work")
    write(programs, {"git": f"#!/bin/sh\necho \"$@\" >>'{log}'\n"
                            f"case \"$*\" in *cat-file*) tee -a '{log}' | exec /usr/bin/env PATH=\"$REAL\" git \"$@\";;\n"
                            "*) PATH=\"$REAL\" exec git \"$@\";; esac\n"})
    os.chmod(os.path.join(programs, "git"), 0o755)
    env = {"PATH": f"{programs}:{os.environ['PATH']}", "REAL": os.environ["PATH"]}
    os.mkdir(work)
    git(work, "init", "-q", "-b", "main")
    commit(work, {**{f"team{i % 7}/part{i}/main.json": as_template(site("good", clientCertEnabled=True))
                     for i in range(100)},
                  "parent.json": as_template(link("child.json", cert=True)),
                  "child.json": child({"clientCertEnabled": "[parameters('cert')]"})})

    def asked(what, found, *words):
        log.write_text("")
        expect(tricep, what, work, found, "--diff-base", "HEAD", *words, env=env)
        lines = log.read_text().splitlines()
        return (sum("merge-base" in line for line in lines), sum("ls-tree" in line for line in lines),
                sum(len(line) == 40 and " " not in line for line in lines))

    for what, found, words, counts in (("all is well", [], ["."], (1, 0, 0)),
                                       ("one file is well", [], ["parent.json"], (1, 0, 0))):
        if (got := asked(what, found, *words)) != counts:
            wrong.append(f"{what}: git is asked {got} instead of {counts}")
    write(work, {"parent.json": as_template(link("child.json", cert=False)),
                 "team3/part3/main.json": as_template(site("bad"))})
    for what, found, words, most in (("one", ["team3/part3/main.json:bad"], ["team3/part3/main.json"], 1),
                                     ("linked", ["child.json:deployed"], ["parent.json"], 2),
                                     ("all", ["child.json:deployed", "team3/part3/main.json:bad"], ["."], 110)):
        got = asked(what, found, *words)
        if got[:2] != (1, 1) or not 0 < got[2] <= most:
            wrong.append(f"{what}: git is asked {got}; at most {most} files")


def check_trouble(tricep, folder, other):
    expect(tricep, "no such commit", folder, [], "--diff-base", "nowhere", status=2, says="no merge base of 'nowhere'")
    expect(tricep, "an option for a commit", folder, [], "--diff-base", "--output=x", status=2, says="no merge base")
    expect(tricep, "no pull request", folder, [], "--diff-base", "auto", status=2, says="GITHUB_BASE_REF")
    git(other, "init", "-q", "-b", "main")
    git(folder, "commit", "-q", "--allow-empty", "-m", "last")
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{folder}", os.path.join(other, "shallow")],
                   env=ENVIRONMENT, check=True)
    shallow = os.path.join(other, "shallow")
    expect(tricep, "a shallow clone", shallow, [], "--diff-base", "origin/main", status=2, says="fetch --unshallow")
    with tempfile.TemporaryDirectory() as plain:
        expect(tricep, "no repository", plain, [], "--diff-base", "main", "--root", ".", status=2,
               says="git work tree")


def check_hostile(tricep, folder):
    """Settings and attributes of a repository run nothing."""
    trap = os.path.join(folder, "trap.sh")
    pathlib.Path(trap).write_text("#!/bin/sh\ntouch " + os.path.join(folder, "TRAPPED") + "\ncat\n")
    os.chmod(trap, 0o755)
    commit(folder, {".gitattributes": "*.json diff=trap filter=trap\n"})
    for key in ("core.fsmonitor", "diff.external", "diff.trap.command", "diff.trap.textconv", "filter.trap.clean",
                "filter.trap.smudge", "core.pager", "core.sshCommand", "alias.merge-base"):
        git(folder, "config", key, trap)
    pathlib.Path(folder, "TRAPPED").unlink(missing_ok=True)
    lint(tricep, folder, "--diff-base", "main")
    if pathlib.Path(folder, "TRAPPED").exists():
        wrong.append("a setting of the repository ran a program")


def check_ref(tricep, folder):
    """--git-ref: what a repository has at a commit, whatever lies in its work tree."""
    first, bare = os.path.join(folder, "first"), os.path.join(folder, "second.git")
    os.mkdir(first)
    git(first, "init", "-q", "-b", "main")
    commit(first, {"a/main.json": as_template(site("then"), link("child.json", cert=False)),
                   "a/child.json": child({"clientCertEnabled": "[parameters('cert')]"}),
                   "site.bicep": "resource s 'Microsoft.Web/sites@2022-09-01' = {\n  name: 'bicep'\n}\n"})
    commit(first, {"a/main.json": as_template(site("now", clientCertEnabled=True)),
                   "tricep.json": '{"perFileIgnores": {"*.bicep": "client-cert-enabled"}}'})
    git(folder, "clone", "-q", "--bare", first, bare)
    git(first, "checkout", "-q", "-b", "names", "HEAD~1")
    commit(first, {"template.txt": as_template(site("text"))})
    git(first, "checkout", "-q", "main")
    write(first, {"untracked.json": as_template(site("untracked"))})
    then = ["a/child.json:deployed", "a/main.json:then", "site.bicep:bicep"]
    expect(tricep, "the commit before", folder, then, "--git-ref", "HEAD~1", "first")
    expect(tricep, "here", first, then, "--git-ref", "HEAD~1")
    expect(tricep, "the configuration of the commit", first, ["a/child.json:deployed"], "--git-ref", "main")
    expect(tricep, "a bare repository", folder, then, "--git-ref", "main~1", "second.git")
    expect(tricep, "two repositories", folder,
           [f"{name}/{place}" for name in ("first", "second") for place in then], "--git-ref", "HEAD~1", "first", "second.git")
    expect(tricep, "patterns of paths", first, ["site.bicep:bicep"], "--git-ref", "HEAD~1", "--exclude", "a/*.json")
    expect(tricep, "patterns of paths, bare", folder, then[:2], "--git-ref", "HEAD~1", "--exclude", "/site.bicep", "second.git")
    expect(tricep, "patterns of paths in repositories", folder,
           [f"first/{place}" for place in then] + ["second/site.bicep:bicep"],
           "--git-ref", "HEAD~1", "--exclude", "second/a", "first", "second.git")
    expect(tricep, "other names", first, [*then, "template.txt:text"], "--git-ref", "names", "--include", "*.txt")
    for words, says in ((["--git-ref", "no-such", "first"], "no commit 'no-such'"),
                        (["--git-ref", "HEAD", "."], "no git repository"),
                        (["--git-ref", "HEAD", "gone"], "no git repository"),
                        (["--git-ref", "--help", "first"], "no commit '--help'"),
                        (["--git-ref", "HEAD", "-"], "standard input"),
                        (["--git-ref", "HEAD", "--diff-base", "HEAD~1", "first"], "neither")):
        expect(tricep, str(words), folder, [], *words, status=2, says=says)


def main():
    tricep = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        prepare(folder)
        check_request(tricep, folder)
        check_trouble(tricep, folder, other)
        check_hostile(tricep, folder)
    for check in (check_past, check_cost, check_ref):
        with tempfile.TemporaryDirectory() as folder:
            check(tricep, folder)
    print("\n".join(wrong) if wrong else "only what is new is reported")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Runs over many repositories, divided and not: TRICEP ROOT.

Reports tell repositories apart, none reaches into another, and what tricep merge makes of the
shards of a run is, byte by byte, what the run makes undivided: standard output, standard error
and exit status, in every format. Sets that are not one run are refused. With ../shared/corpus (or
TRICEP_SHARED) the same holds for clones of real templates.
"""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
FORMATS = ("text", "full", "json", "jsonl", "sarif", "github", "azure", "gitlab", "junit", "markdown", "html")
ENGINES = ("SLURM_", "CI_NODE_", "SYSTEM_", "CIRCLE_NODE_", "BUILDKITE_", "JOB_COMPLETION_", "TRICEP_", "GITHUB_")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(ENGINES)}
ENVIRONMENT.update(GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@example.com", GIT_COMMITTER_NAME="a",
                   GIT_COMMITTER_EMAIL="a@example.com", GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1")
failures = []
compared = 0


def expect(is_so, what):
    if not is_so:
        failures.append(what)


def run(tricep, folder, *words, env=None):
    return subprocess.run([tricep, *map(str, words)], cwd=folder, env={**ENVIRONMENT, **(env or {})},
                          capture_output=True, timeout=300, check=False)


def said(done):
    return done.stderr.decode(errors="replace").strip()


# ---- repositories ----

def site(name, **properties):
    return {"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": name, "properties": properties}


def link(path):
    return {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d",
            "properties": {"mode": "Incremental", "templateLink": {"relativePath": path}}}


def template(*resources, **sections):
    return json.dumps({"$schema": SCHEMA, "contentVersion": "1.0.0.0", **sections, "resources": list(resources)},
                      indent=2, ensure_ascii=False) + "\n"


BICEP_SITE = "param on bool = false\nresource s 'Microsoft.Web/sites@2022-09-01' = {\n  name: 'bicep'\n" \
             "  properties: {\n    clientCertEnabled: on\n  }\n}\n"
REGISTRY = "module m 'br:registry.example/modules/site:1.0' = {\n  name: 'm'\n  params: { on: %s }\n}\n"

REPOSITORIES = {
    "shop": {"main.json": template(site("shop"), site("ok", clientCertEnabled=True)),
             "main.parameters.json": json.dumps({"$schema": SCHEMA.replace("Template", "Parameters"),
                                                 "contentVersion": "1.0.0.0", "parameters": {"x": {"value": 1}}}),
             "nested/a.json": template(link("b.json")), "nested/b.json": template(site("child")),
             "modules/.git": "gitdir: ../../.git/modules/modules\n", "modules/site.bicep": BICEP_SITE,
             "use.bicep": "module m 'modules/site.bicep' = {\n  name: 'm'\n}\n"},
    "bank": {"main.bicep": "module m 'lib/site.bicep' = {\n  name: 'm'\n  params: { on: true }\n}\n" + REGISTRY % "true",
             "lib/site.bicep": BICEP_SITE,
             "p.json": template({**site("p"), "properties": {"clientCertEnabled": "[parameters('x')]"}},
                                parameters={"x": {"type": "bool"}})},
    "blog": {"main.bicep": REGISTRY % "false", "again.bicep": REGISTRY % "false",
             "tricep.json": '{"levels": {"client-cert-enabled": "error"}, "suppressions": [{"rule": "https-only", '
                            '"path": "*.json", "reason": "old", "expires": "2020-01-01"}]}',
             "a.json": template(site("ü\u2028 ::error::x"))},
    "broken": {"tricep.json": '{"levels": 1}', "not.json": template(site("x"))[:-20], "latin.json": None},
    "thief": {"main.json": template(link("../shop/main.json")),
              "steal.bicep": "var text = loadTextContent('../shop/main.json')\noutput o string = text\n"
                             "module m '../bank/lib/site.bicep' = {\n  name: 'm'\n}\n"
                             "resource s 'Microsoft.Web/sites@2022-09-01' = {\n  name: text\n}\n"},
    # With the links of LINKS; without them both are undecided.
    "linker": {"t.json": template({**site("[parameters('x')]"), "properties": {"clientCertEnabled": "[parameters('y')]"}},
                                  parameters={"x": {"type": "string"}, "y": {"type": "bool"}}),
               "u.bicep": "param x string\nresource s 'Microsoft.Web/sites@2022-09-01' = {\n  name: x\n}\n",
               "m.bicep": "module m 'br/own:site:1.0' = {\n  name: 'm'\n  params: { on: true }\n}\n"},
    "linked": {"p.json": json.dumps({"$schema": SCHEMA.replace("Template", "Parameters"), "contentVersion": "1.0.0.0",
                                     "parameters": {"x": {"value": "stolen"}, "y": {"value": True}}}),
               "u.bicepparam": "using 'u.bicep'\nparam x = 'stolen'\n",
               "bicepconfig.json": '{"moduleAliases": {"br": {"own": {"registry": "registry.example", "modulePath": "modules"}}}}'},
    "empty": {"README.md": "nothing"},
    "quiet": {"main.json": template({**site("q"), "metadata": {"tricep": {"ignore": ["ALL"]}}}),
              "b.bicep": "// tricep:ignore[client-cert-enabled]: a reason\n" + BICEP_SITE},
}


LINKS = {"t.parameters.json": "p.json", "u.bicepparam": "u.bicepparam", "bicepconfig.json": "bicepconfig.json"}


def write(folder, files):
    for name, text in files.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            # A file name and a line that are not UTF-8, and a lone surrogate in a name.
            raw = os.fsencode(path.parent) + b"/caf\xe9 %41.json"
            bad = template(site("\udc80raw \\ud800")).encode(errors="surrogateescape").replace(b"\\\\ud800", b"\\ud800")
            pathlib.Path(os.fsdecode(raw)).write_bytes(bad)
            pathlib.Path(os.fsdecode(os.fsencode(path.parent) + b"/caf\xe9 %41.parameters.json")).write_text(
                json.dumps({"$schema": SCHEMA.replace("Template", "Parameters"), "contentVersion": "1.0.0.0",
                            "parameters": {"nobody": {"value": 1}}}))
        else:
            path.write_text(text)


def prepare(folder):
    """Clones, some of which hold others, and what is in none."""
    clones = folder / "clones"
    for name, files in REPOSITORIES.items():
        (clones / name).mkdir(parents=True)
        (clones / name / ".git").mkdir()
        write(clones / name, files)
    for name, target in LINKS.items():
        (clones / "linker" / name).symlink_to(f"../linked/{target}")
    shutil.rmtree(clones / "bank/.git")
    (clones / "bank/.git").write_text("gitdir: /somewhere/.git/worktrees/bank\n")
    write(clones, {"loose.json": template(site("loose")), "group/team/.git": "gitdir: elsewhere\n",
                   "group/team/main.json": template(site("team")), "group/none.json": template(site("none"))})
    write(folder, {"cache/br/registry.example/modules$site/1.0$/main.json": template(
        {**site("module"), "properties": {"clientCertEnabled": "[parameters('on')]"}},
        parameters={"on": {"type": "bool"}})})
    # Of files that are there and not, in repositories that are there and not.
    paths = ["gone.json", "clones/away/main.json", *(f"clones/{name}/{file}" for name in REPOSITORIES
                                                     for file in (*REPOSITORIES[name], "gone.json"))]
    write(folder, {"known.json": json.dumps({"version": 1, "findings": [
        {"fp": f"{i:032x}", "rule": rule, "path": path, "message": "gone"}
        for i, (path, rule) in enumerate((path, rule) for path in paths for rule in ("https-only", "parse-error"))]})})


# ---- the same bytes ----

def shards(tricep, folder, count, words, into):
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    for k in range(1, count + 1):
        done = run(tricep, folder, "lint", *words, "--shard", f"{k}/{count}", "-f", f"jsonl={into}/{k}.jsonl")
        expect((into / f"{k}.jsonl").exists(), f"shard {k}/{count} of {words}: no report: {said(done)}")


def compare(tricep, folder, words, count, formats=FORMATS, style=()):
    """`count` 0: the report of the undivided run is read back."""
    global compared
    into = folder / "shards"
    if count == 0:
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir()
        run(tricep, folder, "lint", *words, "-f", f"jsonl={into}/all.jsonl")
    else:
        shards(tricep, folder, count, words, into)
    for name in formats:
        one = run(tricep, folder, "lint", *words, "-f", name, *style)
        many = run(tricep, folder, "merge", into, "-f", name, *style)
        what = f"{count} shards of {' '.join(map(str, words))} as {name}"
        compared += 1
        expect(one.stdout == many.stdout, f"{what}: another report; {said(many)}")
        expect(one.returncode == many.returncode, f"{what}: exit {many.returncode} instead of {one.returncode}")
        # A part does not tell which file the baseline is.
        expect(one.stderr.replace(b" 'known.json'", b"") == many.stderr, f"{what}: '{said(many)}' instead of '{said(one)}'")


def check_same(tricep, folder):
    cache = ("--module-cache", "cache")
    for count in (0, 1, 2, 3, 7):
        compare(tricep, folder, ("clones", *cache), count)
    few = ("text", "json", "jsonl", "sarif")
    compare(tricep, folder, ("clones", *cache, "--show=all", "--undecided=error", "--today", "2021-01-01"), 3)
    compare(tricep, folder, ("clones", *cache, "--report-unused-suppressions", "--profile", "strict"), 3, few)
    compare(tricep, folder, ("clones", *cache, "--isolated", "--no-ignore", "--fail-on", "error", "-j1"), 2, few)
    compare(tricep, folder, ("clones", "--baseline", "known.json", *cache), 3, few)
    # Of other rules and of all that is beyond the PATHs the run says nothing; no shard does.
    compare(tricep, folder, ("clones/shop", "clones/broken", "--baseline", "known.json", *cache), 3, few)
    compare(tricep, folder, ("clones/shop", "clones/nothing", "--select", "client-cert-enabled", "--baseline", "known.json", *cache),
            3, few)
    compare(tricep, folder, (*(f"clones/{name}" for name in REPOSITORIES), "clones/loose.json", *cache), 3, few)
    compare(tricep, folder, ("--root", "clones", "clones", *cache), 3, few)
    compare(tricep, folder, ("clones", "--select", "client-cert-enabled", "--level", "client-cert-enabled=info"), 4, few)
    compare(tricep, folder, ("clones/empty",), 2, few)
    compare(tricep, folder, ("clones",), 3, ("sarif",), ("--sarif-all-rules", "--sarif-snippets", "--sarif-category=x"))
    compare(tricep, folder, ("clones",), 3, ("junit", "full"), ("--junit-strict", "--color=always"))
    compare(tricep, folder, ("clones/nothing", "clones/shop"), 2, few)


def check_weights(tricep, folder):
    weights = folder / "weights.txt"
    weights.write_text("10\tclones/shop\n9 ./clones/bank/\n8 clones/blog\n1.5 clones/gone\n0 clones/thief\n")
    into = folder / "shards"
    shards(tricep, folder, 3, ("clones", "--shard-weights", "weights.txt"), into)
    held = [{line["path"] for line in read(into / f"{k}.jsonl") if line["type"] == "repository"} for k in (1, 2, 3)]
    expect([sorted(h & {"clones/shop", "clones/bank", "clones/blog"}) for h in held] ==
           [["clones/shop"], ["clones/bank"], ["clones/blog"]], f"weights do not balance: {held}")
    expect(run(tricep, folder, "merge", into, "-f", "json").stdout ==
           run(tricep, folder, "lint", "clones", "-f", "json").stdout, "shards by weight are another run")
    for text, says in (("x clones/a\n", ":1:1: expected a weight"), ("1 a\n\n2 a\n", ":3:1: 'a' has a weight already"),
                       ("-1 a\n", ":1:1:"), ("1e999 a", ":1:1:"), ("7", ":1:1:"), ("7 ", ":1:1:")):
        weights.write_text(text)
        done = run(tricep, folder, "lint", "clones", "--shard", "1/2", "--shard-weights", "weights.txt")
        expect(done.returncode == 2 and says in said(done), f"weights {text!r}: {said(done)}")
    for words, says in ((("--shard-weights", "none.txt", "--shard", "1/2"), "cannot read the weights"),
                        (("--shard-weights", "weights.txt"), "needs --shard")):
        done = run(tricep, folder, "lint", "clones", *words)
        expect(done.returncode == 2 and says in said(done), f"{words}: {said(done)}")


def read(path):
    return [json.loads(line) for line in path.read_text().split("\n") if line]


# ---- repositories ----

def lint_json(tricep, folder, *words):
    done = run(tricep, folder, "lint", "-f", "json", "-q", *words)
    return json.loads(done.stdout) if done.stdout else {"results": [], "files": []}


def check_groups(tricep, folder):
    report = lint_json(tricep, folder, "clones", "--module-cache", "cache")
    names = [entry["path"] for entry in report["repositories"]]
    expect(names == sorted(f"clones/{name}" for name in (*REPOSITORIES, "group/team")), f"repositories: {names}")
    owner = {(r["path"], r.get("repository")) for r in report["results"]}
    for path, repository in (("clones/shop/main.json", "clones/shop"), ("clones/loose.json", None),
                             ("clones/shop/modules/site.bicep", "clones/shop"), ("clones/group/none.json", None),
                             ("clones/bank/p.json", "clones/bank"), ("clones/group/team/main.json", "clones/group/team")):
        expect((path, repository) in owner, f"{path} is not told of as in {repository}")
    expect([f["repository"] for f in report["files"]] == ["clones/broken"] * len(report["files"]), "files have no repository")
    module = [r for r in report["results"] if r["path"].startswith("cache/") and r["rule"] == "client-cert-enabled"]
    expect([r["repository"] for r in module] == ["clones/blog"], f"a module of a registry: {module}")
    both = lint_json(tricep, folder, "clones", "--module-cache", "cache", "--select", "https-only")
    prints = [r["fingerprint"] for r in both["results"] if r["path"].startswith("cache/")]
    expect(len(prints) == 2 == len(set(prints)), f"a module that two repositories deploy: {prints}")
    for member in ("fail", "pass", "undecided", "suppressed", "errors", "templates", "resources"):
        expect(sum(e[member] for e in report["repositories"]) <= report["summary"][member], f"{member} do not add up")
    one = lint_json(tricep, folder, "clones/shop")
    expect("repositories" not in one and all("repository" not in r for r in one["results"]),
           "a single repository is told of")
    expect({r["path"] for r in one["results"]} == {r["path"] for r in report["results"]
                                                   if r.get("repository") == "clones/shop"}, "paths differ alone")


def check_reach(tricep, folder):
    """A repository reaches nothing outside, unless it is the only one that is linted."""
    def reached(*words):
        done = lint_json(tricep, folder, *words, "--select", "client-cert-enabled")
        return any(r["rule"] == "not-analysed" and "leads out of the repository" in r["message"]
                   for r in done["results"])
    expect(reached("clones"), "a repository reaches into another")
    expect(reached("clones/thief", "clones/shop"), "a named repository reaches into another")
    expect(not reached("clones/thief"), "what is beside the only repository is not read")
    text = run(tricep, folder, "lint", "clones", "--show=all", "-f", "json").stdout
    expect(b"\\\"name\\\": \\\"shop" not in text and b"deploymentTemplate.json#\\\"" not in text,
           "what another repository holds is in the report")
    # By links neither, not even files that nobody names.
    done = lint_json(tricep, folder, "clones", "--module-cache", "cache", "--show=all")
    text = json.dumps([r for r in done["results"] if r.get("repository") == "clones/linker"])
    expect("stolen" not in text and text.count("it is a link that leads out of the repository") == 2 and
           "module 'br/own:site:1.0' is not in the module cache" in text, f"links: {text}")
    # A PATH that is one means what is there.
    write(folder, {f"far/{name}": text for name, text in REPOSITORIES["linker"].items()})
    write(folder, {"far/t.parameters.json": REPOSITORIES["linked"]["p.json"], "far/site.bicep": BICEP_SITE,
                   "far/use.bicep": "module m 'site.bicep' = {\n  name: 'm'\n}\n", "near/none.txt": ""})
    (folder / "near/link").symlink_to("../far")
    text = json.dumps(lint_json(tricep, folder / "near", "link", "--show=all"))
    expect("leads out of" not in text and "stolen" in text, f"a link that is named: {text}")


def check_deeper(tricep, folder):
    """In a folder inside a work tree, clones are repositories and submodules are not."""
    outer = folder / "outer"
    write(outer, {".git/HEAD": "", "in/a/.git/HEAD": "", "in/a/main.json": template(site("a")),
                  "in/sub/.git": "gitdir: ../../.git/modules/sub\n", "in/sub/main.json": template(site("sub")),
                  "in/main.json": template(site("in"), link("sub/main.json"))})
    inside = lint_json(tricep, outer, "in", "--select", "client-cert-enabled")
    expect({(r["path"], r["repository"]) for r in inside["results"]} ==
           {("in/a/main.json", "in/a"), ("in/sub/main.json", "."), ("in/main.json", ".")},
           f"inside a work tree: {inside['results']}")
    whole = lint_json(tricep, outer, ".")
    expect("repositories" not in whole, "what is inside of a work tree is not a part of it")
    # In this one the clone could be reached, so a part of the run cannot know of it.
    write(outer, {"in/main.json": template(link("a/main.json"))})
    done = [run(tricep, outer, "lint", "in", "--shard", f"{k}/9") for k in range(1, 10)]
    expect(any(d.returncode == 2 and "which another shard judges" in said(d) for d in done),
           "a shard reaches into another")


def check_plain(tricep, folder):
    """Folders without git are units as well, and may name what is in none."""
    plain = folder / "plain"
    write(plain, {"a/main.json": template(link("../shared/x.json")), "b/main.json": template(link("../shared/x.json")),
                  "c/main.json": template(site("c")), "shared/x.json": template(site("x"))})
    into = folder / "shards"
    count = next(n for n in range(2, 50) if shard_of("a", n) != shard_of("b", n))
    shards(tricep, plain, count, ("a", "b", "c"), into)
    done = run(tricep, plain, "merge", into)
    expect(done.returncode == 2 and "both tell of 'shared/x.json'" in said(done), f"shared by two: {said(done)}")
    compare(tricep, plain, ("a", "c"), 3, ("json", "text"))
    done = [run(tricep, plain, "lint", "a", "b", "c", "shared", "--shard", f"{k}/{count}") for k in (1, 2)]
    words = [said(d) for d in done if d.returncode == 2]
    expect(any("reaches 'shared', which another shard judges" in w for w in words), f"{words}")


def shard_of(path, count):
    return 1 + int(hashlib.sha256(path.encode()).hexdigest()[:16], 16) % count


def check_assignment(tricep, folder):
    into = folder / "shards"
    shards(tricep, folder, 4, ("clones",), into)
    for k in range(1, 5):
        for line in read(into / f"{k}.jsonl"):
            if line["type"] == "repository":
                expect(shard_of(line["path"], 4) == k, f"{line['path']} is in shard {k}")
    first = (into / "1.jsonl").read_bytes()
    run(tricep, folder, "lint", "./clones/", "--shard", "1/4", "-j1", "-f", f"jsonl={into}/1.jsonl")
    expect((into / "1.jsonl").read_bytes() == first, "a shard depends on workers, or on how the folder is spelled")


# ---- --shard ----

def check_auto(tricep, folder):
    slurm = {"SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "5", "SLURM_ARRAY_TASK_COUNT": "4"}
    rows = (
        (slurm, "3 of 4"),
        ({**slurm, "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_MAX": "11"}, "2 of 4"),
        ({**slurm, "SLURM_ARRAY_TASK_ID": "0", "SLURM_ARRAY_TASK_MIN": "0"}, "1 of 4"),
        ({"CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "5"}, "2 of 5"),
        ({"SYSTEM_JOBPOSITIONINPHASE": "3", "SYSTEM_TOTALJOBSINPHASE": "3"}, "3 of 3"),
        ({"CIRCLE_NODE_INDEX": "0", "CIRCLE_NODE_TOTAL": "2"}, "1 of 2"),
        ({"BUILDKITE_PARALLEL_JOB": "1", "BUILDKITE_PARALLEL_JOB_COUNT": "2"}, "2 of 2"),
        ({"JOB_COMPLETION_INDEX": "3", "TRICEP_SHARDS": "8"}, "4 of 8"),
        # The first in the order of the table counts.
        ({"CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "5", **slurm}, "3 of 4"),
        ({"CIRCLE_NODE_INDEX": "0", "CIRCLE_NODE_TOTAL": "2", "CI_NODE_TOTAL": "1"}, "1 of 2"),
        ({}, "none of SLURM_ARRAY_TASK_ID, "), ({"CI_NODE_TOTAL": "4"}, "none of "),
        ({"CI_NODE_INDEX": "1"}, "CI_NODE_TOTAL is not"), ({"JOB_COMPLETION_INDEX": "1"}, "TRICEP_SHARDS is not"),
        ({"CI_NODE_INDEX": "0", "CI_NODE_TOTAL": "4"}, "is none of 4 jobs"),
        ({"CIRCLE_NODE_INDEX": "4", "CIRCLE_NODE_TOTAL": "4"}, "is none of 4 jobs"),
        ({"CI_NODE_INDEX": "x", "CI_NODE_TOTAL": "4"}, "is no number"),
        ({"CI_NODE_INDEX": "-1", "CI_NODE_TOTAL": "4"}, "is no number"),
        ({"CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "0"}, "expected 1 to 100000"),
        ({**slurm, "SLURM_ARRAY_TASK_MAX": "20"}, "leave gaps"),
        ({**slurm, "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_ID": "6"}, "is none of 4 jobs"),
    )
    for env, says in rows:
        done = run(tricep, folder, "lint", "clones", "--shard", "auto", env=env)
        good = f"shard {says}" in said(done) if says[0].isdigit() else says in said(done) and done.returncode == 2
        expect(good, f"{env}: {said(done)}")
    expect("shard 2 of 5" in said(run(tricep, folder, "lint", "clones", env={**rows[3][0], "TRICEP_SHARD": "auto"})),
           "TRICEP_SHARD does nothing")
    for value in ("0/4", "5/4", "1/0", "1", "1/", "/4", "a/b", "1/4/2", "-1/4", "1/100001", "1/99999999999999999999"):
        done = run(tricep, folder, "lint", "clones", "--shard", value)
        expect(done.returncode == 2 and "--shard needs K/N" in said(done), f"--shard {value}: {said(done)}")
    for words in (("--diff-base", "main"), ("--baseline", "b.json", "--update-baseline"),
                  ("--baseline", "b.json", "--prune-baseline"), ("--parameters", "p.json"), ("-",)):
        done = run(tricep, folder, "lint", "clones", "--shard", "1/2", *words)
        expect(done.returncode == 2 and "--shard does not go with" in said(done), f"--shard and {words}: {said(done)}")


# ---- --git-ref ----

def git(folder, *words):
    subprocess.run(["git", "-C", folder, *map(str, words)], env=ENVIRONMENT, capture_output=True, check=True)


def check_ref(tricep, folder):
    """Bare repositories and mirrors, which have no work tree."""
    source, mirrors = folder / "sources", folder / "mirrors"
    mirrors.mkdir()
    for name in ("one", "two", "three"):
        write(source / name, {"main.json": template(site(name)), "m/a.json": template(link("b.json")),
                              "m/b.json": template(site("child")), "café.json": template(site("ü"))})
        git(source / name, "init", "-q", "-b", "main")
        git(source / name, "add", "-A")
        git(source / name, "commit", "-q", "-m", "first")
        git(folder, "clone", "-q", *(["--mirror"] if name == "two" else ["--bare"]), source / name, mirrors / f"{name}.git")
    git(source / "one", "rm", "-q", "-r", "main.json", "m")
    git(source / "one", "commit", "-q", "-m", "second")
    git(mirrors / "one.git", "fetch", "-q", source / "one", "main:refs/heads/later")
    words = ("--git-ref", "HEAD", *sorted(f"mirrors/{p.name}" for p in mirrors.iterdir()))
    report = lint_json(tricep, folder, *words, "--select", "client-cert-enabled")
    expect(sorted({r["path"] for r in report["results"]}) ==
           sorted(f"{name}/{path}" for name in ("one", "two", "three") for path in ("main.json", "m/b.json", "café.json")),
           f"mirrors: {report['results']}")
    expect([e["path"] for e in report["repositories"]] == ["one", "three", "two"], "mirrors are not told apart")
    later = lint_json(tricep, folder, "--git-ref", "later", "mirrors/one.git", "--select", "client-cert-enabled")
    expect([r["path"] for r in later["results"]] == ["café.json"], f"another commit: {later['results']}")
    check_ref_trouble(tricep, folder, words)
    compare(tricep, folder, words, 3, ("text", "json", "jsonl", "sarif", "markdown"))
    shards(tricep, folder, 2, words, folder / "shards")
    run(tricep, folder, "lint", "--git-ref", "main", *words[2:], "--shard", "1/2", "-f", f"jsonl={folder}/shards/1.jsonl")
    done = run(tricep, folder, "merge", folder / "shards")
    expect(done.returncode == 2 and "options, or files" in said(done), f"shards of two commits: {said(done)}")


def check_ref_trouble(tricep, folder, words):
    """What is wrong with one repository does not stop the others; what a hook is told is not what PATH says."""
    git(folder, "init", "-q", "--bare", "mirrors/new.git")
    all_words = (*words, "mirrors/new.git", "mirrors/none.git")
    done = run(tricep, folder, "lint", *all_words, "-f", "json")
    report = json.loads(done.stdout)
    expect(done.returncode == 2 and "tricep: new: 'mirrors/new.git' has no commit 'HEAD'" in said(done) and
           "tricep: none: 'mirrors/none.git' is no git repository" in said(done), f"no commit: {said(done)}")
    expect([f["path"] for f in report["files"]] == ["new", "none"] and
           report["results"] == lint_json(tricep, folder, *words)["results"], "no commit: the others are not all judged")
    compare(tricep, folder, all_words, 3, ("text", "json", "jsonl", "junit"))
    shutil.rmtree(folder / "mirrors/new.git")
    check_lacking(tricep, folder, words)
    done = run(tricep, folder, "lint", *words[:2], "mirrors/one.git", "-f", "json", env={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    expect(done.returncode == 2 and "git does not trust 'mirrors/one.git'" in said(done), f"another owner: {said(done)}")
    hook = {"GIT_DIR": str(folder / "mirrors/two.git"), "GIT_WORK_TREE": str(folder)}
    one = (*words[:2], "mirrors/one.git", "-f", "json")
    expect(run(tricep, folder, "lint", *one, env=hook).stdout == run(tricep, folder, "lint", *one).stdout,
           "in a hook of another repository that one is read")


def check_lacking(tricep, folder, words):
    """A file that git cannot hand out is unreadable; the others are judged."""
    git(folder, "clone", "-q", "--bare", "--no-hardlinks", "mirrors/one.git", "mirrors/lacking.git")
    lacking = folder / "mirrors/lacking.git"
    packs = [pack.rename(folder / pack.name) for pack in lacking.glob("objects/pack/*.pack")]
    for pack in packs:
        with open(pack, "rb") as text:
            subprocess.run(["git", "unpack-objects", "-q"], cwd=lacking, stdin=text, check=True)
        pack.unlink()
    all_words = (*words, "mirrors/lacking.git")
    whole = lint_json(tricep, folder, *all_words)["results"]
    path = next(result["path"] for result in whole if result["path"].startswith("lacking/"))
    blob = subprocess.run(["git", "rev-parse", f"{words[1]}:{path.removeprefix('lacking/')}"], cwd=lacking,
                          capture_output=True, text=True, check=True).stdout.strip()
    stored = lacking / "objects" / blob[:2] / blob[2:]
    stored.chmod(0o644)
    for damage in lambda: stored.write_bytes(b"garbage"), stored.unlink:
        damage()
        done = run(tricep, folder, "lint", *all_words, "-f", "json")
        results = json.loads(done.stdout)["results"]
        expect(done.returncode == 2 and [r["rule"] for r in results if r["path"] == path] == ["read-error"] and
               "tricep: mirrors/lacking.git: git cannot read all of its files" in said(done) and
               [r for r in results if r["path"] != path] == [r for r in whole if r["path"] != path],
               f"a file that git cannot read: exit {done.returncode}: {said(done)}")
        compare(tricep, folder, all_words, 3, ("text", "json"))
    shutil.rmtree(lacking)


# ---- sets that are refused ----

def refused(tricep, folder, what, files, says):
    done = run(tricep, folder, "merge", *files, "-f", "json=never.json")
    expect(done.returncode == 2 and says in said(done) and not (folder / "never.json").exists(),
           f"{what}: exit {done.returncode}: {said(done)}")


def check_sets(tricep, folder):
    into = folder / "shards"
    shards(tricep, folder, 3, ("clones",), into)
    one, two, three = (into / f"{k}.jsonl" for k in (1, 2, 3))
    other = {name: folder / f"{name}.jsonl" for name in ("options", "count", "paths", "rules", "whole", "level")}
    lint = lambda name, *words: run(tricep, folder, "lint", *words, "-f", f"jsonl={other[name]}")
    write(folder, {"rule.json": json.dumps({"id": "own", "shortDescription": "s", "fullDescription": "d", "evaluation": {
        "resourceType": "Microsoft.Web/sites", "path": "properties.x", "exists": True}})})
    lint("options", "clones", "--undecided", "error", "--shard", "1/3")
    lint("level", "clones", "--fail-on", "error", "--shard", "1/3")
    lint("count", "clones", "--shard", "1/4")
    lint("rules", "clones", "--rules", "rule.json", "--shard", "1/3")
    lint("whole", "clones")
    (folder / "clones/new/.git").mkdir(parents=True)
    lint("paths", "clones", "--shard", "1/3")
    shutil.rmtree(folder / "clones/new")
    rows = (
        ("one is missing", [one, three], "of 3 shards one is missing: 2"),
        ("two are missing", [three], "of 3 shards some are missing: 1, 2"),
        ("one twice", [one, two, three, one], "shard 1 of 3 is there twice: '"),
        ("other options", [other["options"], two, three], "options, or files that they name, differ"),
        ("another level to fail on", [other["level"], two, three], "options, or files that they name, differ"),
        ("other rules", [other["rules"], two, three], "rules differ"),
        ("other repositories", [other["paths"], two, three], "repositories or paths differ"),
        ("another number of shards", [one, other["count"], two], "is one of 4 shards"),
        ("a whole run beside", [other["whole"], one], "is the report of a whole run"),
        ("no such file", [one, folder / "none.jsonl"], "cannot read the report '"),
        ("a folder without reports", [folder / "clones"], "no name ends in .jsonl"),
        ("nothing", [], "merge takes reports"),
        ("a JSON report", [folder / "known.json"], "expected a report of JSON Lines"),
    )
    for what, files, says in rows:
        refused(tricep, folder, what, files, says)
    done = run(tricep, folder, "merge", one, two, three, "--fail-on", "never")
    expect(done.returncode == 2, "troubles of a shard are forgotten")  # one of the configurations is wrong
    text = other["whole"].read_bytes()
    done = subprocess.run([tricep, "merge", "-", "-f", "jsonl"], cwd=folder, input=text, capture_output=True,
                          env=ENVIRONMENT, timeout=60, check=False)
    expect(done.stdout == text, f"standard input: {said(done)}")
    utf16 = folder / "utf16.jsonl"
    utf16.write_bytes(text.decode().replace("\n", "\r\n").encode("utf-16"))
    expect(run(tricep, folder, "merge", utf16, "-f", "jsonl").stdout == text, "UTF-16 with CRLF is not read")


def check_cut(tricep, folder):
    """Cut off anywhere, with a line taken out, changed by a byte: refused, or the same report."""
    whole = folder / "whole.jsonl"
    run(tricep, folder, "lint", "clones/shop", "clones/blog", "-f", f"jsonl={whole}", "--select", "client-cert-enabled")
    text, cut = whole.read_bytes(), folder / "cut.jsonl"
    for what, says in (('{"id": "x', "cut.jsonl:2:10: the string that begins on line 2 is not closed"),
                       ('{"a": [1, 2', "cut.jsonl:2:12: the array that begins on line 2 is not closed")):
        cut.write_bytes(b"\n".join([text.split(b"\n")[0], what.encode(), *text.split(b"\n")[2:]]))
        refused(tricep, folder, what, [cut], says)
    good = run(tricep, folder, "merge", whole, "-f", "jsonl").stdout
    expect(good == text, "a report is not read back")
    lines = text.splitlines(keepends=True)
    for i in range(len(lines)):
        cut.write_bytes(b"".join(lines[:i] + lines[i + 1:]))
        done = run(tricep, folder, "merge", cut)
        expect(done.returncode == 2 and f"cut.jsonl:" in said(done), f"without line {i + 1}: {said(done)}")
        cut.write_bytes(b"".join(lines[:i + 1] + lines[i:]))
        done = run(tricep, folder, "merge", cut)
        expect(done.returncode == 2 and f"cut.jsonl:" in said(done), f"line {i + 1} twice: {said(done)}")
    for size in range(0, len(text) - 1, max(1, len(text) // 150)):
        cut.write_bytes(text[:size])
        done = run(tricep, folder, "merge", cut)
        expect(done.returncode == 2 and "cut.jsonl:" in said(done), f"cut at {size}: {said(done)}")


def check_garbage(tricep, folder):
    """Long lines that are no report; and a file that is too large is not read at all."""
    size = 4 << 20
    path = folder / "garbage.jsonl"
    rows = (
        ("text", b"x" * size, "garbage.jsonl:1:1: expected a value"),
        ("an open string", b'"' + b"x" * size, "is not closed"),
        ("brackets", b"[" * size, "nested deeper than 1000 levels"),
        ("objects", b"{}" * (size // 2), "garbage.jsonl:1:3: expected the end of the file"),
        ("numbers", b"[" + b"1," * (size // 2), "garbage.jsonl:1:"),
        ("zeros", bytes(size), "garbage.jsonl"),
        ("line ends", b"\n" * size, "garbage.jsonl:1:1: the file is empty"),
        ("a line without end after a good one", b'{"type":"run","version":1}\n' + b"x" * size, "garbage.jsonl:"),
    )
    for what, text, says in rows:
        path.write_bytes(text)
        refused(tricep, folder, what, [path], says)
    with path.open("wb") as file:
        file.truncate(1 << 30)
    refused(tricep, folder, "1 GiB", [path], "the file is larger than 256 MiB")


# ---- real templates ----

def check_corpus(tricep, folder, root):
    shared = pathlib.Path(os.environ.get("TRICEP_SHARED", root.parent / "shared")) / "corpus"
    if not shared.is_dir():
        print("no corpus here: real templates are left out")
        return
    clones = folder / "real"
    for source in ("quickstarts", "avm", "psrule", "quickstarts-bicep"):
        for path in sorted((shared / source).iterdir())[:40]:
            if path.is_dir():
                shutil.copytree(path, clones / f"{source}-{path.name}", symlinks=True)
                (clones / f"{source}-{path.name}/.git").mkdir(exist_ok=True)
    for count in (2, 5):
        compare(tricep, folder, ("real", "--show=all"), count, FORMATS if count == 2 else ("jsonl", "sarif"))


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    checks = (check_groups, check_reach, check_deeper, check_plain, check_assignment, check_auto, check_weights,
              check_sets, check_cut, check_garbage, check_same, check_ref)
    for check in checks:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name).resolve()
            prepare(folder)
            check(tricep, folder)
    with tempfile.TemporaryDirectory() as name:
        check_corpus(tricep, pathlib.Path(name).resolve(), root)
    print("\n".join(failures + [f"{len(checks)} groups, {compared} reports compared, {len(failures)} differences"]))
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

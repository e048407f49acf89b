#!/usr/bin/env python3
"""Does what docs/ci.md shows, with what CI systems give to a job: TRICEP ROOT.

Every snippet is taken from the page. Its commands run over the samples, in a repository,
with a release in a folder; what it says is uploaded is there and can be read.
"""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree

from integration import (commit_all, copy_samples, environment, git, read_yaml, run, site, snippets, version,
                         write_release)

DESCRIPTOR = "integrations/mega-linter-plugin-tricep/tricep.megalinter-descriptor.yml"
# Of the schema of MegaLinter: what may stand in a descriptor and in a linter of it.
DESCRIPTOR_KEYS = {"descriptor_id", "descriptor_type", "descriptor_label", "descriptor_flavors", "file_extensions",
                   "file_names_regex", "file_contains_regex", "install", "linters"}
LINTER_KEYS = {"linter_name", "name", "linter_url", "linter_text", "linter_speed", "linter_repo", "cli_executable",
               "cli_lint_mode", "cli_lint_extra_args", "cli_lint_extra_args_after", "cli_lint_errors_count",
               "cli_lint_errors_regex", "cli_config_arg_name", "config_file_name", "can_output_sarif", "cli_sarif_args",
               "cli_help_arg_name", "cli_version_arg_name", "version_extract_regex", "file_extensions", "examples",
               "install", "supported_platforms"}
wrong = []


def expect(is_so, what):
    if not is_so:
        wrong.append(what)


class Place:
    """A repository with the samples, a folder for what comes along, and a release."""

    def __init__(self, tricep, root, scratch):
        self.tricep, self.root = tricep, root
        self.repository, self.aside = scratch / "repository", scratch / "aside"
        self.repository.mkdir()
        self.aside.mkdir()
        copy_samples(root, self.repository)
        commit_all(self.repository)
        name, self.digest = write_release(tricep, root, self.aside)
        self.release = {"RELEASE_URL": f"file://{self.aside}/{name}.tar.gz", "RELEASE_SHA256": self.digest}
        self.path = f"{os.path.dirname(tricep)}:{os.environ['PATH']}"
        self.snippets = snippets(root)

    def read(self, name):
        return read_yaml(self.tricep, self.snippets[name])

    def bash(self, script, **env):
        return run(self.repository, "bash", "-c", script, env=environment(**env))

    def findings(self):
        done = run(self.repository, self.tricep, "lint", "-f", "json")
        return json.loads(done.stdout)["results"]


def check_page(place):
    for name, text in place.snippets.items():
        if name.endswith((".yml", ".yaml")):
            expect(read_yaml(place.tricep, text), f"{name} is empty")
    for name in ("docs/ci.md", "README.md"):
        page = place.root / name
        for link in re.findall(r"\]\(([^):#]+)(?:#[^)]*)?\)", page.read_text()):
            expect((page.parent / link).exists(), f"{name}: {link} is not there")


def check_github(place):
    action = read_yaml(place.tricep, (place.root / "action.yml").read_text())
    workflow = place.read(".github/workflows/tricep.yml")
    steps = workflow["jobs"]["tricep"]["steps"]
    ours, = (step for step in steps if "tricep@" in step["uses"])
    used = re.findall(r"steps\.tricep\.outputs\.([a-z-]+)", json.dumps(workflow))
    expect(ours["uses"].endswith(f"@v{version(place.root)}"), f"{ours['uses']} is not this version")
    expect(ours["with"].keys() <= action["inputs"].keys(), f"no such inputs: {ours['with']}")
    expect(used and set(used) <= action["outputs"].keys() and ours["id"] == "tricep", f"no such outputs: {used}")
    table = re.search(r"^\| input \|.*?\n\n", (place.root / "docs/ci.md").read_text(), re.M | re.S)[0]
    told = set(re.findall(r"`([a-z0-9-]+)`", " ".join(line.split("|")[1] for line in table.splitlines() if line)))
    expect(told == action["inputs"].keys(), f"inputs told: {told ^ action['inputs'].keys()}")

    step, = place.read("step.yml")
    summary = place.aside / "summary.md"
    done = place.bash(step["run"], PATH=place.path, GITHUB_STEP_SUMMARY=str(summary))
    expect(done.returncode == 1 and "::add-matcher::" in done.stdout and ": warning: " in done.stdout,
           f"step.yml: exit {done.returncode}, {done.stdout}")
    expect("client-cert-enabled" in summary.read_text(), "step.yml: no summary")


def check_azure(place):
    steps = place.read("azure-pipelines.yml")["steps"]
    folders = {"Agent.TempDirectory": place.aside / "temp", "Build.ArtifactStagingDirectory": place.aside / "staging",
               "Build.SourcesDirectory": place.repository}
    for folder in folders.values():
        folder.mkdir(exist_ok=True)
    job = {name.upper().replace(".", "_"): str(folder) for name, folder in folders.items()}
    script, = (step["bash"] for step in steps if "bash" in step)
    done = place.bash(script, **job, **place.release)
    count = done.stdout.count("##vso[task.logissue type=warning;")
    expect(done.returncode == 1 and count == 5, f"azure: exit {done.returncode}, {done.stdout}{done.stderr}")
    published = [place_of(step.get("publish") or step["inputs"]["testResultsFiles"], folders)
                 for step in steps if "publish" in step or "task" in step]
    expect(len(json.loads(published[0].read_text())["runs"][0]["results"]) == 6, "azure: SARIF is not published")
    expect(xml.etree.ElementTree.parse(published[1]).getroot().tag == "testsuites", "azure: JUnit is not published")
    bad = place.bash(script, **job, **{**place.release, "RELEASE_SHA256": "0" * 64})
    expect(bad.returncode == 1 and "##vso" not in bad.stdout, f"azure: a wrong digest is run: {bad.stdout}")


def place_of(text, folders):
    for name, folder in folders.items():
        text = text.replace(f"$({name})", str(folder))
    return pathlib.Path(text)


def check_gitlab(place):
    job = place.read(".gitlab-ci.yml")["tricep"]
    script = "set -eo pipefail\n" + "\n".join(job["script"])
    done = place.bash(script, **place.release)
    expect(done.returncode == 1 and "samples/fail/main.json:10:7: warning: " in done.stdout,
           f"gitlab: exit {done.returncode}, {done.stdout}{done.stderr}")
    reports = {kind: place.repository / name for kind, name in job["artifacts"]["reports"].items()}
    quality = json.loads(reports["codequality"].read_text())
    expect(len(quality) == 6 and all(entry["fingerprint"] for entry in quality), "gitlab: no code quality report")
    expect(xml.etree.ElementTree.parse(reports["junit"]).getroot().tag == "testsuites", "gitlab: no JUnit report")
    for path in reports.values():
        path.unlink()
    bad = place.bash(script, **{**place.release, "RELEASE_SHA256": "0" * 64})
    expect(bad.returncode == 1 and not reports["junit"].exists(), "gitlab: a wrong digest is run")


def check_hook(place):
    hook = place.repository / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(place.snippets[".git/hooks/pre-commit"])
    hook.chmod(0o755)
    changed = place.repository / "with blank.json"
    for enabled, status in ((False, 1), (True, 0)):
        changed.write_text(site(enabled))
        git(place.repository, "add", "-A")
        done = run(place.repository, "git", "commit", "-q", "-m", "x",
                   env=environment(PATH=place.path, TRICEP_SELECT="client-cert-enabled"))
        expect(done.returncode == status and ("client-cert-enabled" in done.stdout + done.stderr) == (not enabled),
               f"hook: exit {done.returncode}, {done.stdout}{done.stderr}")
    hook.unlink()


def check_mega_linter(place):
    descriptor = read_yaml(place.tricep, (place.root / DESCRIPTOR).read_text())
    url, = place.read(".mega-linter.yml")["PLUGINS"]
    expect(url.endswith(DESCRIPTOR) and "/mega-linter-plugin-" in url, f"{url} is no plugin of ours")
    linter, = descriptor["linters"]
    expect({"descriptor_id", "descriptor_type", "linters"} <= descriptor.keys() <= DESCRIPTOR_KEYS and
           {"linter_name", "linter_url", "examples"} <= linter.keys() <= LINTER_KEYS, "keys that MegaLinter has not")
    expect(descriptor["descriptor_type"] in ("language", "format", "tooling_format", "other") and
           linter["cli_lint_mode"] in ("file", "list_of_files", "project"), "words that MegaLinter has not")
    tools = place.aside / "tools"
    tools.mkdir()
    for name in ("bash", "mktemp", "curl", "sha256sum", "tar", "gzip"):
        (tools / name).symlink_to(shutil.which(name))
    for line in linter["install"]["dockerfile"]:
        expect(line.startswith("RUN "), "only RUN is carried out for plugins")
        prefix = place.aside / "prefix"
        prefix.mkdir()
        # As MegaLinter does: the word goes, bash gets the rest.
        done = place.bash(line.replace("RUN ", "").replace(" \\\n", "\n").replace(" \\", " "),
                          **place.release, RELEASE_PREFIX=str(prefix), PATH=str(tools))
        expect(done.returncode == 0, f"install: {done.stdout}{done.stderr}")
        bad = place.bash(line[4:], RELEASE_URL=place.release["RELEASE_URL"], RELEASE_SHA256="0" * 64,
                         RELEASE_PREFIX=str(place.aside), PATH=str(tools))
        expect(bad.returncode != 0 and not (place.aside / "bin").exists(), "install: a wrong digest is taken")
    program = str(prefix / "bin" / linter["linter_name"])
    for name in ("cli_version_arg_name", "cli_help_arg_name"):
        done = run(place.repository, program, linter[name])
        expect(done.returncode == 0 and done.stdout, f"{name} prints nothing")
    files = [str(path) for path in sorted((place.repository / "samples").rglob("*.*"))
             if path.suffix in descriptor["file_extensions"]]
    sarif = place.aside / "AZURE_TEMPLATES_TRICEP.sarif"
    words = [*linter["cli_lint_extra_args"], *(word.replace("{{SARIF_OUTPUT_FILE}}", str(sarif))
                                               for word in linter["cli_sarif_args"])]
    done = run(place.repository, program, *words, *files)
    expect(done.returncode == 1 and not done.stderr, f"MegaLinter: exit {done.returncode}, {done.stderr}")
    expect(len(re.findall(linter["cli_lint_errors_regex"], done.stdout)) == 5, "MegaLinter counts other than 5 findings")
    expect(len(json.loads(sarif.read_text())["runs"][0]["results"]) == 6, "MegaLinter has no SARIF")


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    checks = (check_page, check_github, check_azure, check_gitlab, check_hook, check_mega_linter)
    with tempfile.TemporaryDirectory() as name:
        place = Place(tricep, root, pathlib.Path(name).resolve())
        expect(len(place.snippets) == 7, f"snippets: {list(place.snippets)}")
        expect(len(place.findings()) == 6, "the samples have not 6 findings")
        for check in checks:
            check(place)
    print("\n".join(wrong + [f"{len(checks)} groups, {len(wrong)} differences"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Commits in a repository that uses the hooks with pre-commit: TRICEP ROOT [--source].

The configuration is that of docs/ci.md, with this checkout as the repository of the
hooks. --source tries the hook that builds, too. Without pre-commit, the test is skipped
(exit status 77).
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from integration import commit_all, copy_samples, environment, git, run, site, snippets

SKIPPED = 77
wrong = []


def expect(done, what, status, says):
    if done.returncode != status or says not in done.stdout + done.stderr:
        wrong.append(f"{what}: exit {done.returncode}, {done.stdout}{done.stderr}")


class Work:
    """A repository that has the samples, insecure ones too, and the hooks installed."""

    def __init__(self, tricep, hooks, config, scratch):
        self.folder = scratch / "work"
        self.folder.mkdir()
        self.env = environment(PRE_COMMIT_HOME=str(scratch / "cache"), TRICEP_SELECT="client-cert-enabled",
                               PATH=f"{os.path.dirname(tricep)}:{os.environ['PATH']}")
        self.config, self.hooks = config, hooks
        copy_samples(hooks, self.folder)
        self.configure("id: tricep")
        commit_all(self.folder)
        expect(run(self.folder, "pre-commit", "install", env=self.env), "install", 0, "pre-commit installed")

    def configure(self, hook):
        text = self.config.replace("https://git.example.com/tricep", str(self.hooks))
        text = text.replace("rev: v0.1.0", f"rev: {git(self.hooks, 'rev-parse', 'HEAD')}").replace("id: tricep", hook)
        (self.folder / ".pre-commit-config.yaml").write_text(text)

    def commit(self, what, files, status, says):
        before = git(self.folder, "rev-parse", "HEAD")
        for name, text in files.items():
            (self.folder / name).write_text(text)
        git(self.folder, "add", "-A")
        expect(run(self.folder, "git", "commit", "-m", what, env=self.env), what, status, says)
        if (git(self.folder, "rev-parse", "HEAD") == before) != (status != 0):
            wrong.append(f"{what}: there is a commit where none should be, or the other way round")


def check_commits(work):
    work.commit("no template", {"readme.txt": "x"}, 0, "no files to check")
    work.commit("JSON that is no template", {"package.json": '{"name": "x"}'}, 0, "Passed")
    work.commit("an insecure template", {"a b.json": site(False)}, 1, "a b.json:10:30: warning: web app 'shop'")
    work.commit("a secure template", {"a b.json": site(True)}, 0, "Passed")
    text = (work.folder / "samples/bicep/site.bicep").read_text()
    fail = (work.folder / "samples/fail/main.json").read_text()
    work.commit("an insecure one is touched", {"samples/fail/main.json": fail + "\n"}, 1, "samples/fail/main.json:10:7")
    work.configure("id: tricep\n        args: [--diff-base=HEAD]")
    work.commit("an insecure one is touched, what was there counts for nothing", {}, 0, "Passed")
    work.commit("a secure one becomes insecure", {"a b.json": site(False)}, 1, "a b.json:10:30: warning:")
    git(work.folder, "reset", "-q", "--hard")
    work.commit("a module", {"samples/bicep/site.bicep": text + "\n"}, 0, "Passed")


def check_source(work):
    work.configure("id: tricep-source")
    work.commit("built: an insecure template", {"new.json": site(False)}, 1, "new.json:10:30: warning:")
    work.commit("built: a secure template", {"new.json": site(True)}, 0, "Passed")


def copy_checkout(root, folder):
    """As a repository with one commit, whatever is committed or changed in the checkout."""
    shutil.copytree(root, folder, symlinks=True, ignore=shutil.ignore_patterns("build", ".git"))
    commit_all(folder)


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    if shutil.which("pre-commit") is None:
        print("pre-commit is not installed; skipped")
        return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name).resolve()
        hooks = scratch / "hooks"
        copy_checkout(root, hooks)
        done = subprocess.run(["pre-commit", "validate-manifest", hooks / ".pre-commit-hooks.yaml"], check=False)
        if done.returncode != 0:
            wrong.append("the manifest is not valid")
        work = Work(tricep, hooks, snippets(root)[".pre-commit-config.yaml"], scratch)
        check_commits(work)
        if "--source" in sys.argv[3:]:
            check_source(work)
    print("\n".join(wrong + [f"pre-commit: {len(wrong)} differences"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

"""What the tests of integrations have in common: YAML, the snippets of docs/ci.md, repositories, release archives."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import tarfile
import tempfile

TEMPLATE = {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            "contentVersion": "1.0.0.0", "resources": []}


def read_yaml(tricep, text):
    """tricep reads YAML itself, for Bicep."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "read.yml").write_text(text)
        (folder / "read.bicep").write_text("output value any = loadYamlContent('read.yml')\n")
        done = subprocess.run([tricep, "expand", "--root", ".", "read.bicep"], cwd=folder, capture_output=True,
                              text=True, check=True)
    printed = json.loads(done.stdout)
    if printed["problems"]:
        raise ValueError(f"not YAML: {printed['problems']}")
    return printed["outputs"]["value"]


def snippets(root):
    """File name to text, of the blocks in docs/ci.md whose first line is a comment with the name."""
    blocks = re.findall(r"^```\w+\n((?:#![^\n]*\n)?# (\S+)\n.*?)^```$", (root / "docs/ci.md").read_text(), re.M | re.S)
    return {name: text for text, name in blocks}


def site(enabled):
    return json.dumps({**TEMPLATE, "resources": [
        {"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": "shop",
         "properties": {"clientCertEnabled": enabled}}]}, indent=2) + "\n"


def environment(**more):
    """That of the test, less what would change what programs do."""
    kept = {k: v for k, v in os.environ.items()
            if not k.startswith(("TRICEP_", "GITHUB_", "RUNNER_", "GIT_", "PRE_COMMIT"))}
    return {**kept, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com",
            **more}


def run(folder, *words, env=None, stdin=None):
    return subprocess.run([str(word) for word in words], cwd=folder, env=env or environment(), input=stdin,
                          capture_output=True, text=True, timeout=600, check=False)


def git(folder, *words):
    done = run(folder, "git", *words)
    if done.returncode != 0:
        raise RuntimeError(f"git {words}: {done.stderr}")
    return done.stdout.strip()


def commit_all(folder):
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "change")


def copy_samples(root, folder):
    shutil.copytree(root / "samples", folder / "samples", ignore=shutil.ignore_patterns("expected.txt"))


def version(root):
    return re.search(r"^project\(tricep VERSION ([0-9.]+)", (root / "CMakeLists.txt").read_text(), re.M)[1]


def write_release(tricep, root, folder):
    """The archive of a release and its checksum, as scripts/package lays them out; returns the name and the digest."""
    name = f"tricep-{version(root)}-linux-x86_64"
    with tarfile.open(folder / f"{name}.tar.gz", "w:gz") as archive:
        archive.add(tricep, f"{name}/bin/tricep")
    digest = hashlib.sha256((folder / f"{name}.tar.gz").read_bytes()).hexdigest()
    (folder / f"{name}.tar.gz.sha256").write_text(f"{digest}  {name}.tar.gz\n")
    return name, digest

#!/usr/bin/env python3
"""Compares what is left out of folders with what git says: TRICEP.

Patterns and names of many kinds, in ignore files at several depths; git check-ignore tells
for each name whether git ignores it. Without git the test is skipped.
"""
import itertools
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
SITE = ('{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", '
        '"resources": [{"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": "s"}]}')
KINDS = [".gitignore", ".ignore", ".tricepignore"]
FOLDERS = ["", "a", "a/b", "a/b/c", "out", "a/out", "x y", "[b]", "a/b/out"]
NAMES = ["main.json", "a.json", "b.json", "ab.json", "a b.json", "#x.json", "!y.json", "out.json",
         "[z].json", "A.json", "a.b.json", "trail .json"]
PATTERNS = [
    "a.json", "/a.json", "a/", "/a/", "a/b", "/a/b/", "out", "out/", "*.json", "a*.json", "?.json", "[ab].json",
    "[!a].json", "[^b]*.json", "**/b.json", "a/**", "a/**/b.json", "**/out/", "/**/c", "a/*/c", "*/b", "a/b/*.json",
    "!a.json", "!*.json", "!a/", "!out/", "\\#x.json", "\\!y.json", "#x.json", "!y.json", "a b.json", "x y/",
    "trail\\ .json", "a.json   ", "a.json\\ ", "[[]z].json", "\\[z\\].json", "[b]/", "\\[b\\]/", "a**.json", "**.json",
    "**", "/", "//", "a//b", "./a.json", "a/./b", "*", "!*", "[a-c].json", "[[:alpha:]].json", "[[:digit:]]*.json",
    "[", "[a", "a\\", "\\", "", "   ", "a/b/", "b/c", "/b", "c/**", "**/a/**/main.json", "main.json/", "A.json",
    "[A-Z].json", "a.?.json", "*.*.json", "[b-a].json", "a//", "**//", "***/b.json", "a/***", "/***/out/", "[a-\\c].json",
    "[[:upper:]].json", "[!a-b]*", "a/**/", "!a/b/", "A/", "a.json\r", "\ufeffa.json", "**/*/b",
    "*\\/**", "a\\/b", "**\\/b.json", "a\\/**", "a/**\\/b.json", "/a/**\\/**", "a\\/", "a\\\\/b", "*\\/b\\/*.json",
    "[[:foo:]].json", "[![:foo:]]*", "a/[[:foo:]a].json", "[[:]a.json", "[[:a]b.json", "[[:a]b:]*", "[[::]].json",
    "[[:alpha:].json", "[[:alpha]*.json",
]


def build(root, rng, is_plain=False):
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            (root / folder / name).write_text(SITE)
    for folder in [] if is_plain else ["", *rng.sample(FOLDERS[1:], 2)]:
        lines = rng.sample(PATTERNS, rng.randint(1, 5))
        (root / folder / ".gitignore").write_text("\n".join(lines) + "\n")
    if not is_plain and rng.random() < 0.3:
        (root / ".git/info/exclude").write_text(rng.choice(PATTERNS) + "\n")


def names_of(root):
    return sorted("/".join(part for part in (folder, name) if part)
                  for folder, name in itertools.product(FOLDERS, NAMES))


def not_ignored(git, root, names):
    done = subprocess.run([git, "-c", "core.excludesFile=", "check-ignore", "--no-index", "-z", "--stdin"], cwd=root,
                          input="\0".join(names).encode(), capture_output=True, check=False)
    ignored = set(done.stdout.decode().split("\0"))
    return {name for name in names if name not in ignored}


def looked_at(tricep, root, name):
    # What holds for one kind of ignore file holds for the others.
    for path in [*root.rglob(".gitignore")]:
        path.rename(path.with_name(name))
    # Without what the user ignores everywhere.
    env = {**os.environ, "HOME": str(root), "XDG_CONFIG_HOME": ""}
    done = subprocess.run([tricep, "lint", "-f", "json", "--isolated", "--select", "client-cert-enabled", "."],
                          cwd=root, env=env, capture_output=True, text=True, check=False)
    return set(re.findall(r'"path":\s*"([^"]*)"', done.stdout))


SETS = ["]", "a", "a-x", "a/", "/", "a/b", "[", "[:alpha:]", "\\]", "a\\/", "-a", "**", "/**/", "[:", "x-a", "[]]"]
PLAIN = ["a", "b", "x", "ab", "a.json", "b.json", ".json", "]", "-", "!", "^", " ", "#"]


def made_part(rng):
    return rng.choice([rng.choice(PLAIN), rng.choice(PLAIN), rng.choice(["*", "**", "?"]), "\\" + rng.choice("ab*[] \\!#/?"),
                       "[" + rng.choice(["", "!", "^"]) + rng.choice(SETS) + rng.choice(["]", "]", "]", ""])])


def made_pattern(rng):
    parts = [rng.choice(["*", "**"]) if rng.random() < 0.2 else "".join(made_part(rng) for _ in range(rng.randint(1, 3)))
             for _ in range(rng.randint(1, 3))]
    return "".join([rng.choice(["", "", "", "!"]), rng.choice(["", "", "/"]), "/".join(parts), rng.choice(["", "", "/"]),
                    rng.choice(["", "", "", " ", "\\ "])])


def check_made(tricep, git, home):
    """Patterns that are made by chance."""
    rng, root, wrong, rounds = random.Random(0), home / "made", 0, 200
    folders = ["", "a", "b", "a/b", "a/b/a", "x", "a]", "a/]", "[", "b/[a]", " a", "!a"]
    names = [f"{folder}/{name}".strip("/") for folder in folders for name in ("a.json", "ab.json", "].json", "[a].json", " .json")]
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(SITE)
    subprocess.run([git, "init", "-q", "."], cwd=root, check=True)
    for _ in range(rounds):
        patterns = [made_pattern(rng) for _ in range(rng.randint(1, 3))]
        (root / ".gitignore").write_text("\n".join(patterns) + "\n")
        found, expected = looked_at(tricep, root, ".gitignore"), not_ignored(git, root, names)
        if found != expected:
            wrong += 1
            print(f"{patterns}: looked at {sorted(found - expected)[:6]}, passed over {sorted(expected - found)[:6]}")
    print(f"{rounds} sets of patterns that are made by chance")
    return wrong


def check_elsewhere(tricep, git, home):
    """Work trees whose .git is a file."""
    def run(folder, *words):
        subprocess.run([git, "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always",
                        "-C", folder, *words], check=True, capture_output=True)

    for name in ("outer", "inner"):
        (home / name).mkdir()
        run(home / name, "init", "-q")
        build(home / name, random.Random(0), is_plain=True)
        run(home / name, "add", "-A")
        run(home / name, "commit", "-q", "-m", "a")
    run(home / "outer", "submodule", "add", "-q", home / "inner", "sub")
    run(home / "outer", "worktree", "add", "-q", home / "tree")
    (home / "outer/.git/info/exclude").write_text("/a/b/\nb.json\n")
    (home / "outer/.git/modules/sub/info/exclude").write_text("/a.json\n!b.json\n")
    wrong = 0
    for folder in (home / "tree", home / "outer/sub"):
        found, expected = looked_at(tricep, folder, ".gitignore"), not_ignored(git, folder, names_of(folder))
        if found != expected:
            wrong += 1
            print(f"{folder.name}: looked at {sorted(found - expected)[:6]}, passed over {sorted(expected - found)[:6]}")
    return wrong


def check_links(tricep, git, home):
    """Git follows no .gitignore that is a link; what is ours is followed."""
    root, wrong = home / "links", 0
    root.mkdir()
    subprocess.run([git, "init", "-q", "."], cwd=root, check=True)
    build(root, random.Random(0), is_plain=True)
    (root / "patterns").write_text("a.json\n")
    for folder in ("", "a"):
        (root / folder / ".gitignore").symlink_to(root / "patterns")
    expected = not_ignored(git, root, names_of(root))
    for name, left in ((".gitignore", expected), (".ignore", {n for n in expected if pathlib.Path(n).name != "a.json"})):
        found = looked_at(tricep, root, name)
        if len(expected) != len(names_of(root)) or found != left:
            wrong += 1
            print(f"{name} is a link: looked at {sorted(found - left)[:6]}, passed over {sorted(left - found)[:6]}")
    return wrong


def main():
    tricep, git = sys.argv[1], shutil.which("git")
    if git is None:
        print("git is not here; skipped")
        return SKIPPED
    rounds, wrong = 100, 0
    with tempfile.TemporaryDirectory() as home:
        for seed in range(rounds):
            rng = random.Random(seed)
            root = pathlib.Path(home) / str(seed)
            root.mkdir()
            subprocess.run([git, "init", "-q", "."], cwd=root, check=True)
            build(root, rng)
            expected = not_ignored(git, root, names_of(root))
            found = looked_at(tricep, root, KINDS[seed % len(KINDS)])
            if found != expected:
                wrong += 1
                files = {p.relative_to(root).as_posix(): p.read_text() for p in root.rglob(".*ignore")}
                print(f"seed {seed}: {files} {(root / '.git/info/exclude').read_text()[-60:]!r}")
                print(f"  looked at, though git ignores it: {sorted(found - expected)[:6]}")
                print(f"  passed over, though git does not: {sorted(expected - found)[:6]}")
        wrong += check_made(tricep, git, pathlib.Path(home))
        wrong += check_elsewhere(tricep, git, pathlib.Path(home))
        wrong += check_links(tricep, git, pathlib.Path(home))
    print(f"{rounds} sets of patterns, {wrong} not as git has them")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

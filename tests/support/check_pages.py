#!/usr/bin/env python3
"""Checks that what is made by the program is what it makes now: TRICEP ROOT.

TRICEP_UPDATE_GOLDEN=1 writes it anew. What is made has to please those who read it, too:
mandoc, and each shell whose script it is; one that is missing here is said to be. In all
pages links lead to files that are there, and the rows of a table have as many cells.
docs/json.md has every member that the goldens of reports have, and the rule in
docs/rule-format.md is one.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PAGES = {
    "docs/rules.md": ["rules", "-f", "markdown"],
    "docs/options.md": ["help", "-f", "markdown"],
    "man/tricep.1": ["help", "-f", "man"],
    "completions/tricep.bash": ["completions", "bash"],
    "completions/_tricep": ["completions", "zsh"],
    "completions/tricep.fish": ["completions", "fish"],
}
PROSE = ("*.md", "docs/*.md", "src/*.md", "tests/*.md", "vscode-problem-matcher/*.md")
READERS = {
    "man/tricep.1": ["mandoc", "-T", "lint"],
    "completions/tricep.bash": ["bash", "-n"],
    "completions/_tricep": ["zsh", "-n"],
    "completions/tricep.fish": ["fish", "--no-execute"],
}


def check_page(tricep, root, page, words):
    made = subprocess.run([tricep, *words], capture_output=True, check=True).stdout
    path = root / page
    if os.environ.get("TRICEP_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    elif not path.exists() or path.read_bytes() != made:
        yield f"{page} is not what 'tricep {' '.join(words)}' prints"


def check_reader(root, page, reader):
    if not shutil.which(reader[0]):
        print(f"{page}: not read by {reader[0]}, which is not installed")
        return
    done = subprocess.run([*reader, root / page], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0 or done.stdout:
        yield f"{page}: {' '.join(reader)} says:\n{done.stdout}"


def check_links(root, page, text):
    for link in re.findall(r"\]\((?!https?:)([^)#\s]+)", text):
        if not (page.parent / link).exists():
            yield f"{page.relative_to(root)}: there is no {link}"


def check_tables(root, page, text):
    cells = 0  # of the row above
    for number, line in enumerate(re.sub(r"^```.*?^```", lambda block: "\n" * block[0].count("\n"), text,
                                         flags=re.M | re.S).splitlines(), 1):
        count = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        if cells and count and count != cells:
            yield f"{page.relative_to(root)}:{number}: {count - 1} cells below a row of {cells - 1}"
        cells = count


def members(value):
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from members(item)
    yield from value if isinstance(value, dict) else ()


def check_members(root):
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", (root / "docs/json.md").read_text()))))
    for path in sorted(root.glob("tests/report/json*.txt")):
        text = path.read_text()
        documents = text.strip().split("\n") if path.name.startswith("jsonl") else [text]
        for name in sorted(set(members([json.loads(document) for document in documents])) - told):
            yield f"docs/json.md does not tell of '{name}' in {path.name}"


def check_rule(tricep, root):
    text = re.search(r"^```json\n(.*?)^```$", (root / "docs/rule-format.md").read_text(), re.M | re.S)[1]
    rule = json.loads(text)["id"]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, f"{rule}.json")
        path.write_text(text)
        done = subprocess.run([tricep, "explain", "--rules", path, rule], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        yield f"docs/rule-format.md: {done.stderr}"


def main():
    tricep, root = sys.argv[1], pathlib.Path(sys.argv[2])
    wrong = []
    for page, words in PAGES.items():
        wrong += check_page(tricep, root, page, words)
    for page, reader in READERS.items():
        wrong += check_reader(root, page, reader)
    wrong += [*check_members(root), *check_rule(tricep, root)]
    prose = [page for pattern in PROSE for page in sorted(root.glob(pattern))]
    for page in prose:
        wrong += [*check_links(root, page, page.read_text()), *check_tables(root, page, page.read_text())]
    print("\n".join(wrong) if wrong else f"{len(PAGES)} pages are what is made, links and tables of {len(prose)} are whole")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Checks the structure of the sources: ROOT COMPILER GENERATED_INCLUDE.

Include lines against the table below, every header compiled alone, include guards,
and that memory comes from arenas only.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

# What a folder of src may include beside itself. base and source are open to all.
MAY_INCLUDE = {
    "base": set(),
    "source": set(),
    "json": set(),
    "expr": set(),
    "model": {"expr"},
    "arm": {"json", "expr", "model"},
    "bicep": {"expr", "model"},
    "eval": {"expr", "model"},
    "rule": {"eval", "model", "json", "expr"},
    "report": {"json/write.h", "json/document.h"},
    "lint": {"json", "expr", "model", "arm", "bicep", "eval", "rule", "report/result.h"},
    "scan": {"lint", "rule", "json", "report/result.h"},
    "cli": None,  # everything
}

# What a file of template functions may include of eval: the contract of functions and
# helpers that know no more than it. Not the evaluator.
FUNCTION_MAY_INCLUDE = {f"eval/{name}.h" for name in (
    "functions", "functions_support", "composite_format", "date", "encoding", "ip_range", "known_text",
    "later_items", "letter_case", "merge", "sets", "uri")}

HEAP = re.compile(r"\b(malloc|calloc|realloc|reallocarray|aligned_alloc|posix_memalign|free|strdup"
                  r"|strndup|v?asprintf|getline|getdelim|open_memstream|scandir)\s*\(")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def check_includes(path, text):
    folder = path.parent.name
    if folder not in MAY_INCLUDE:
        yield f"{path}: the folder '{folder}' is not in the list of what may include what"
        return
    allowed = MAY_INCLUDE[folder]
    is_function_file = folder == "eval" and path.name.startswith("functions_") and path.suffix == ".c"
    for include in INCLUDE.findall(text):
        target = include.split("/")[0]
        if is_function_file and target == "eval" and include not in FUNCTION_MAY_INCLUDE:
            yield f"{path}: a function file may not include '{include}'"
        elif allowed is not None and include not in allowed \
                and target not in {folder, "base", "source", "tricep", *allowed}:
            yield f"{path}: '{folder}' may not include '{include}'"


def check_guard(path, text):
    stem = re.sub(r"[^A-Z0-9]", "_", f"{path.parent.name}_{path.name}".upper())
    guard = stem if path.parent.name == "tricep" else f"TRI_{stem}"
    if f"#ifndef {guard}\n#define {guard}\n" not in text:
        yield f"{path}: the include guard is not {guard}"


def check_alone(path, root, compiler, generated):
    done = subprocess.run(
        [compiler, "-std=c17", "-D_GNU_SOURCE", "-fsyntax-only", "-Wall", "-Wextra", "-x", "c",
         f"-I{root}/src", f"-I{root}/include", f"-I{generated}", "-include", str(path), os.devnull],
        capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [f"{path} does not compile alone:\n{done.stderr}"]


def check_heap(path, text):
    if path.name == "arena.c":
        return
    for number, line in enumerate(text.splitlines(), 1):
        if HEAP.search(line):
            yield f"{path}:{number}: memory comes from arenas only: {line.strip()}"


def main():
    root, compiler, generated = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    files = sorted(p for f in ("src", "include") for p in (root / f).rglob("*.[ch]"))
    wrong = []
    for path in files:
        text = path.read_text()
        wrong += check_heap(path, text)
        if path.is_relative_to(root / "src"):
            wrong += check_includes(path, text)
        if path.suffix == ".h":
            wrong += check_guard(path, text)
    headers = [p for p in files if p.suffix == ".h"]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for problems in pool.map(lambda p: check_alone(p, root, compiler, generated), headers):
            wrong += problems
    print("\n".join(wrong) if wrong else f"{len(files)} files, {len(headers)} headers: as it should be")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

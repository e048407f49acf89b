#!/usr/bin/env python3
"""Has Dockerfile read by linters of it: ROOT FOLDER.

They come from npm into FOLDER. Where npm is not to be reached, the test says so and is
skipped (exit status 77).
"""
import pathlib
import shutil
import subprocess
import sys

PACKAGES = {"dockerfilelint@1.8.0": ["dockerfilelint"],
            "dockerfile-utils@0.16.3": ["dockerfile-utils", "lint"]}
# With a fault that each of them knows.
WRONG = "FROM scratch\nMAINTAINER nobody\n"


def install(folder):
    folder.mkdir(parents=True, exist_ok=True)
    if all((folder / "node_modules" / name.split("@")[0]).exists() for name in PACKAGES):
        return True
    if not shutil.which("npm"):
        return False
    words = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--fetch-retries=0",
             "--fetch-timeout=15000", *PACKAGES]
    return subprocess.run(words, cwd=folder, capture_output=True, check=False).returncode == 0


def complains(folder, words, file):
    tool = folder / "node_modules" / ".bin" / words[0]
    done = subprocess.run([tool, *words[1:], file], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)
    # One of them exits with 0 all the same.
    return done.stdout if done.returncode != 0 or "Warning:" in done.stdout else ""


def main():
    root, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve() / "npm-docker"
    if not install(folder):
        print("npm is missing or cannot be reached; skipped")
        return 77
    (folder / "Dockerfile").write_text(WRONG)
    wrong = []
    for name, words in PACKAGES.items():
        said = complains(folder, words, root / "Dockerfile")
        if said:
            wrong.append(f"{name} says:\n{said}")
        if not complains(folder, words, folder / "Dockerfile"):
            wrong.append(f"{name} has nothing to say of a wrong one")
    print("\n".join(wrong) if wrong else f"Dockerfile pleases {', '.join(PACKAGES)}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

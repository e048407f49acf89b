#!/usr/bin/env python3
"""Makes the packages of a build, and uses them: ROOT BUILD.

The archive is unpacked and its program run; the .deb is looked at by lintian, installed in
a fresh root, run and removed again, and nothing of it is left. Packed a second time, with
files that have other times and permissions, both have the same bytes. What is missing here
is said to be.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

EPOCH = "1700000000"
INSTALLED = [
    "usr/bin/tricep",
    "usr/share/man/man1/tricep.1.gz",
    "usr/share/bash-completion/completions/tricep",
    "usr/share/zsh/vendor-completions/_tricep",
    "usr/share/fish/vendor_completions.d/tricep.fish",
    "usr/share/doc/tricep/changelog.gz",
    "usr/share/doc/tricep/copyright",
    "usr/share/doc/tricep/rules/app-service/client-cert-enabled.json",
]
ARCHIVED = [
    "LICENSE",
    "bin/tricep",
    "share/man/man1/tricep.1",
    "share/bash-completion/completions/tricep",
    "share/zsh/site-functions/_tricep",
    "share/fish/vendor_completions.d/tricep.fish",
    "share/doc/tricep/README.md",
    "share/doc/tricep/rules/app-service/client-cert-enabled.json",
]


def run(words, **more):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False, stdin=subprocess.DEVNULL, **more)


def pack(root, build, folder, umask):
    script = 'root=$1; . "$root/scripts/lib/package.sh" && umask "$4" && pack "$2" "$3"'
    done = run(["bash", "-c", script, "pack", root, build, folder, umask],
               env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH})
    if done.returncode != 0:
        sys.exit(f"cannot pack:\n{done.stdout}")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def check_twice(root, build, folder, packed):
    """A checkout that came about at another time, by somebody with another mask."""
    (root / "README.md").touch()
    again = pack(root, build, folder, "077")
    for name, data in packed.items():
        if again.get(name) != data:
            yield f"{name} has other bytes the second time"
    if set(again) != set(packed):
        yield f"{sorted(again)} instead of {sorted(packed)}"


def check_program(program, root, folder):
    """Where nothing else is."""
    (folder / "fail.json").write_bytes((root / "samples" / "fail" / "main.json").read_bytes())
    done = run([program, "--root", ".", "--select", "client-cert-enabled", "fail.json"], cwd=folder,
               env={})
    if done.returncode != 1 or "[client-cert-enabled]" not in done.stdout:
        yield f"{program} exits with {done.returncode} and says:\n{done.stdout}"


def check_archive(root, packages, folder):
    archives = sorted(packages.glob("*.tar.gz"))
    if len(archives) != 1:
        yield f"{len(archives)} archives"
        return
    name = archives[0].name.removesuffix(".tar.gz")
    done = run(["sha256sum", "--check", "--strict", f"{name}.tar.gz.sha256"], cwd=packages)
    if done.returncode != 0:
        yield f"sha256sum: {done.stdout}"
    run(["tar", "-xzf", archives[0], "-C", folder])
    if [path.name for path in folder.iterdir()] != [name]:
        yield f"the archive has not one folder '{name}' at its top"
        return
    for path in ARCHIVED:
        if not (folder / name / path).is_file():
            yield f"the archive has no {path}"
    yield from check_program(folder / name / "bin" / "tricep", root, folder)


def check_lintian(deb):
    if not shutil.which("lintian"):
        print("lintian is not installed: not asked")
        return
    done = run(["lintian", "--allow-root", "--fail-on", "error,warning", "--no-tag-display-limit", deb])
    if done.returncode != 0:
        yield f"lintian says:\n{done.stdout}"


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")
            if not path.is_dir() and not str(path.relative_to(folder)).startswith("var/")}


def check_deb(root, packages, folder):
    debs = sorted(packages.glob("*.deb"))
    if len(debs) != 1:
        yield f"{len(debs)} Debian packages"
        return
    yield from check_lintian(debs[0])
    state = folder / "var" / "lib" / "dpkg"
    for name in ("info", "updates", "triggers"):
        (state / name).mkdir(parents=True)
    (state / "status").touch()
    (folder / "var" / "log").mkdir()
    dpkg = ["dpkg", f"--root={folder}", "--force-not-root"]
    done = run([*dpkg, "--install", debs[0]])
    if done.returncode != 0:
        yield f"dpkg --install: {done.stdout}"
        return
    for path in INSTALLED:
        if not (folder / path).is_file():
            yield f"the package installs no {path}"
    yield from check_program(folder / "usr" / "bin" / "tricep", root, folder / "var")
    done = run([*dpkg, "--purge", "tricep"])
    if done.returncode != 0 or files_below(folder):
        yield f"dpkg --purge leaves {sorted(files_below(folder))}: {done.stdout}"


def main():
    root, build = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    if not shutil.which("dpkg") or not shutil.which("cpack"):
        print("there is no dpkg here: skipped")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        packages = folder / "packages"
        packed = pack(root, build, packages, "022")
        wrong = list(check_twice(root, build, folder / "again", packed))
        for check in (check_archive, check_deb):
            place = folder / check.__name__
            place.mkdir()
            wrong += check(root, packages, place)
    print("\n".join(wrong) if wrong else f"{', '.join(sorted(packed))}: made, installed, run, removed")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

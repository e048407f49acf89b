#!/usr/bin/env python3
"""Known findings over the life of a template: TRICEP."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
wrong = []


def site(name, **properties):
    return {"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", "name": name, "properties": properties}


def write(path, resources, **sections):
    path.write_text(json.dumps({"$schema": SCHEMA, "contentVersion": "1.0.0.0", **sections, "resources": resources},
                               indent=2))


class Folder:
    def __init__(self, tricep, path):
        self.tricep, self.path = tricep, pathlib.Path(path)

    def run(self, *words):
        return subprocess.run([self.tricep, "lint", "--root", ".", "--select", "client-cert-enabled,https-only",
                               "--baseline", "known.json", *words, "main.json"], cwd=self.path,
                              capture_output=True, text=True, timeout=60, check=False)

    def expect(self, what, status, findings, *words, says=""):
        done = self.run("-f", "json", *words)
        found = len(json.loads(done.stdout)["results"]) if done.stdout else 0
        if done.returncode != status or found != findings or says not in done.stderr:
            wrong.append(f"{what}: exit {done.returncode}, {found} findings, {done.stderr.strip()!r}")


def check_life(folder):
    main, known = folder.path / "main.json", folder.path / "known.json"
    write(main, [site("a", clientCertEnabled=False), site("b")])
    folder.expect("no baseline yet", 2, 0, says="cannot read the baseline 'known.json'")
    folder.expect("written", 0, 0, "--update-baseline", says="4 suppressed")
    first = known.read_bytes()
    folder.expect("written again", 0, 0, "--update-baseline")
    if known.read_bytes() != first or len(first.splitlines()) != 6:
        wrong.append("the file is not one line a finding, or not the same again")
    folder.expect("known", 0, 0, says="4 suppressed")
    folder.expect("known and shown", 0, 4, "--show=suppressed")
    write(main, [site("b"), site("a", clientCertEnabled=False)], metadata={"moved": "lines"})
    folder.expect("moved", 0, 0)
    write(main, [site("b"), site("a", clientCertEnabled=False), site("c", httpsOnly=True)])
    folder.expect("one more", 1, 1)
    write(main, [site("b"), site("a", clientCertEnabled=True)])
    folder.expect("one mended", 0, 0, says="1 finding of the baseline 'known.json' is gone")
    folder.expect("pruned", 0, 0, "--prune-baseline")
    write(main, [site("b"), site("a", clientCertEnabled=False)])
    folder.expect("mended and broken again", 1, 1)


def check_part(folder):
    """Pruning leaves alone what the run says nothing about."""
    main, known = folder.path / "main.json", folder.path / "known.json"
    others = [folder.path / name for name in ("other.json", "left.json", "cut.json")]
    for path in (main, *others):
        write(path, [site("a")])
    names = [path.name for path in others]
    folder.run("--update-baseline", *names)
    whole = known.read_bytes()
    write(main, [site("a", clientCertEnabled=True)])
    others[1].unlink()
    others[2].write_text("{")
    done = folder.run("cut.json")
    if "3 findings of the baseline 'known.json' are gone" not in done.stderr:
        wrong.append(f"gone in part: {done.stderr.strip()!r}")
    folder.run("--prune-baseline", "--select", "https-only", "cut.json")
    folder.run("--prune-baseline", "cut.json")
    left = [json.loads(line.rstrip(",")) for line in known.read_text().split("\n")[1:-2]]
    kept = sorted((entry["path"], entry["rule"]) for entry in left)
    expected = [(path, rule) for path in ("cut.json", "main.json", "other.json")
                for rule in ("client-cert-enabled", "https-only") if (path, rule) != ("main.json", "client-cert-enabled")]
    if whole.count(b'"fp"') != 8 or kept != expected:
        wrong.append(f"pruned in part: {kept}")


def check_excluded(folder):
    """Nor about what --exclude leaves out, but for what is named all the same or is not there."""
    known, out = folder.path / "known.json", folder.path / "out"
    out.mkdir()
    paths = [folder.path / "main.json", out / "other.json", out / "named.json", out / "left.json"]
    for path in paths:
        write(path, [site("a", clientCertEnabled=True)])
    folder.run("--update-baseline", ".", "out/named.json")
    for path in paths:
        write(path, [])
    paths[3].unlink()
    for words, expected in (["--force-exclude"], ["out/named.json", "out/other.json"]), ([], ["out/other.json"]):
        done = folder.run("--exclude", "out", "--prune-baseline", *words, ".", "out/named.json")
        left = [json.loads(line.rstrip(","))["path"] for line in known.read_text().split("\n")[1:-2]]
        if done.returncode != 0 or sorted(left) != expected:
            wrong.append(f"pruned beside what is excluded {words}: {left}")


def check_unread(folder):
    """Writing anew keeps what is known of files that could not be read."""
    main, known = folder.path / "main.json", folder.path / "known.json"
    other, cut = folder.path / "other.json", folder.path / "cut.json"
    for path in (main, other, cut):
        write(path, [site("a")])
    folder.run("--update-baseline", "other.json", "cut.json")
    write(main, [site("a", clientCertEnabled=True)])
    other.unlink()
    cut.write_text("{")
    done = folder.run("--update-baseline", "other.json", "cut.json")
    left = [json.loads(line.rstrip(",")) for line in known.read_text().split("\n")[1:-2]]
    kept = sorted((entry["path"], entry["rule"]) for entry in left)
    expected = [("cut.json", "client-cert-enabled"), ("cut.json", "https-only"), ("cut.json", "parse-error"),
                ("main.json", "https-only"), ("other.json", "client-cert-enabled"), ("other.json", "https-only")]
    if done.returncode != 2 or kept != expected:
        wrong.append(f"written anew with unread files: {done.returncode} {kept}")
    known.write_text("{")
    done = folder.run("--update-baseline", "other.json")
    if done.returncode != 2 or known.read_text() != "{":
        wrong.append(f"written over one that has what is needed: {done.returncode}")
    done = folder.run("--update-baseline")
    if done.returncode != 0 or known.read_text() == "{":
        wrong.append(f"not written anew: {done.returncode} {done.stderr.strip()!r}")


def check_unread_root(folder):
    """Nothing is lost when the folder of the run itself cannot be read; root can read all."""
    known = folder.path / "known.json"
    write(folder.path / "main.json", [site("a")])
    write(folder.path / "other.json", [site("a")])
    folder.run("--update-baseline", "other.json")
    before = known.read_text()
    folder.path.chmod(0o300)
    done = folder.run("--update-baseline", ".")
    folder.path.chmod(0o700)
    if os.geteuid() != 0 and (done.returncode != 2 or known.read_text() != before):
        wrong.append(f"written anew without a look: {done.returncode} {known.read_text()}")


def check_wrong_files(folder):
    known = folder.path / "known.json"
    good = known.read_bytes()
    for size in range(len(good) - 2):
        known.write_bytes(good[:size])
        done = folder.run()
        if done.returncode != 2 or "known.json:" not in done.stderr:
            wrong.append(f"cut at byte {size}: exit {done.returncode} {done.stderr.strip()!r}")
            break
    for text in ("[]", '{"version":2,"findings":[]}', '{"version":1}', '{"version":1,"findings":[1]}',
                 '{"version":1,"findings":[{"fp":"x"}]}'):
        known.write_text(text)
        folder.expect(text, 2, 0, says="known.json:1:")


def main():
    tricep = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as path:
        check_life(Folder(tricep, path))
        check_wrong_files(Folder(tricep, path))
        check_part(Folder(tricep, path))
    with tempfile.TemporaryDirectory() as path:
        check_excluded(Folder(tricep, path))
    with tempfile.TemporaryDirectory() as path:
        check_unread(Folder(tricep, path))
        check_unread_root(Folder(tricep, path))
    print("\n".join(wrong) if wrong else "known findings stay known, and nothing else")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

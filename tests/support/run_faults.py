#!/usr/bin/env python3
"""Runs tricep on a system that fails it: TRICEP FAULTY ROOT.

FAULTY is the program with tests/support/faults.c between it and the system. Reads that
are split and interrupted change no byte of any report. What cannot go on ends with one
message and exit status 2, and leaves nothing behind: no temporary file or folder, no part
of a report, no change of a report that was there.
"""
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from run_hostile import GOOD, site, template  # noqa: E402

CLEAN, FINDINGS, TROUBLE = 0, 1, 2
SECONDS = 120
failures = []
count = 0


def fail(name, why, done=None):
    failures.append(name)
    print(f"{name}: {why}")
    if done is not None:
        print(f"  exit {done.returncode}\n  {done.stdout[-300:]!r}\n  {done.stderr[-300:]!r}")


def run(command, folder, faults=None, environment=None, **options):
    global count
    count += 1
    environment = {**(environment or os.environ), **{f"TRICEP_FAULT_{key}": str(value) for key, value in (faults or {}).items()}}
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False, env=environment,
                          **options)


def result_of(done):
    return done.returncode, done.stdout, done.stderr


def is_trouble(done, words=b"", report=b""):
    """One message, and nothing of a report, or all of it."""
    return (done.returncode == TROUBLE and done.stdout in (b"", report) and words in done.stderr and
            done.stderr.startswith(b"tricep: ") and done.stderr.count(b"\n") == 1)


class Folder:
    """An empty one, with another beside it for what is temporary."""

    def __enter__(self):
        self.name = tempfile.mkdtemp()
        self.path = pathlib.Path(self.name) / "files"
        self.temporary = pathlib.Path(self.name) / "temporary"
        self.path.mkdir()
        self.temporary.mkdir()
        self.before = os.environ.get("TMPDIR")
        os.environ["TMPDIR"] = str(self.temporary)
        return self

    def __exit__(self, *ignored):
        if self.before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = self.before
        shutil.rmtree(self.name)

    def leavings(self, *kept):
        names = [path.name for path in self.path.iterdir() if path.name not in kept]
        return names + os.listdir(self.temporary)


def git(folder, *words):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false",
                    *words], cwd=folder, check=True, capture_output=True)


def repository(folder):
    """A commit with templates, and another that makes one of them worse."""
    git(folder, "init", "-q", "-b", "main")
    for number in range(30):
        (folder / f"part{number % 5}").mkdir(exist_ok=True)
        (folder / f"part{number % 5}" / f"{number}.json").write_text(json.dumps(template([site(True)]), indent=1))
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "a")
    (folder / "part0" / "0.json").write_text(json.dumps(template([site(False)]), indent=1))
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "b")


# ---- what must not show ----

def check_reads(faulty, root):
    for jobs in ("1", "2"):
        command = [faulty, "lint", "-f", "json", "--show=all", "--root", ".", "-j", jobs, "tests", "samples"]
        whole = result_of(run(command, root))
        if whole[0] != TROUBLE or not whole[1]:
            fail("reads", f"the tests cannot be linted: {whole[2][-300:]}")
        for seed in range(1, 4):
            if result_of(run(command, root, {"SEED": seed})) != whole:
                fail("reads", f"-j {jobs}: reads split by seed {seed} change the report")
    with Folder() as folder:
        repository(folder.path)
        for words in (["--git-ref", "HEAD"], ["--diff-base", "HEAD~"], ["-", "--stdin-filename", "a.json"]):
            command = [faulty, "lint", "-f", "json", "--show=all", *words]
            whole = result_of(run(command, folder.path, input=GOOD.encode()))
            if whole[0] != FINDINGS:
                fail("reads", f"{words}: exit {whole[0]}: {whole[2]}")
            for seed in range(1, 4):
                if result_of(run(command, folder.path, {"SEED": seed}, input=GOOD.encode())) != whole:
                    fail("reads", f"{words}: reads split by seed {seed} change the report")
        if folder.leavings(".git", *(f"part{i}" for i in range(5))):
            fail("reads", "something is left behind")


def check_writes(faulty):
    with Folder() as folder:
        (folder.path / "main.json").write_text(GOOD)
        run([faulty, "lint", "-f", "json=whole.json", "main.json"], folder.path)
        for seed in range(1, 6):
            run([faulty, "lint", "-f", "json=split.json", "main.json"], folder.path, {"SEED": seed})
            if (folder.path / "split.json").read_bytes() != (folder.path / "whole.json").read_bytes():
                fail("writes", f"a report written by parts (seed {seed}) is another")


# ---- want of memory, threads, programs ----

def check_memory(tricep, faulty, is_plain):
    """Whatever there is of address space: the whole report, or the message."""
    many = template([site("[equals(mod(copyIndex(), 2), 0)]", name="[concat('a', copyIndex())]",
                          copy={"name": "c", "count": 800}) for _ in range(10)],
                    variables={f"v{i}": "x" * 100 for i in range(20_000)})
    with Folder() as folder:
        (folder.path / "main.json").write_text(json.dumps(many))
        (folder.path / "good.json").write_text(GOOD)
        command = ["lint", "-j2", "-f", "json", "."]
        whole = result_of(run([faulty, *command], folder.path))
        ends = set()
        ladder = [({"ADDRESS": size}, None) for size in (1, 2, 8, 32, 64, 200, 800, 3000, 10_000, 40_000)]
        ladder += [({"REGIONS": regions}, None) for regions in range(1, 60)]
        # Sanitizers need more address space than there is.
        ladder += [({}, size) for size in (10, 50, 200, 350, 500, 1000, 4000, 16_000, 64_000)] if is_plain else []
        for faults, size in ladder:
            def limit(size=size):
                if size is not None:
                    resource.setrlimit(resource.RLIMIT_AS, (size << 20, size << 20))

            done = run([faulty, *command], folder.path, faults, preexec_fn=limit)
            ends.add(done.returncode)
            if result_of(done) != whole and not is_trouble(done, report=whole[1]):
                fail("memory", f"{faults} {size}: neither the report nor one message", done)
        if ends != {whole[0], TROUBLE}:
            fail("memory", f"exit statuses {ends}: the ladder does not reach both ends")
        repository(folder.path)
        kept = ("main.json", "good.json", "report.json", ".git", *(f"part{i}" for i in range(5)))
        for regions in range(3, 60, 3):
            run([faulty, "lint", "-f", "json=report.json", "--git-ref", "HEAD"], folder.path, {"REGIONS": regions})
        if folder.leavings(*kept) or not (folder.path / "report.json").exists():
            fail("memory", f"left behind: {folder.leavings(*kept)}")
        if is_plain:
            done = run([tricep, "lint", "good.json"], folder.path,
                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30)))
            if done.returncode != FINDINGS:
                fail("memory", "1 GiB of address space is not enough for a small template", done)


def check_threads(faulty):
    with Folder() as folder:
        for i in range(20):
            (folder.path / f"{i}.json").write_text(GOOD)
        command = [faulty, "lint", "-j8", "-f", "json", "."]
        whole = result_of(run(command, folder.path))
        for threads in range(2, 10):
            if result_of(run(command, folder.path, {"THREADS": threads})) != whole:
                # Later parts of a run start threads of their own.
                done = run(command, folder.path, {"THREADS": threads})
                if not is_trouble(done, b"cannot start a thread"):
                    fail("threads", f"{threads}: neither the report nor one message", done)
        if not is_trouble(run(command, folder.path, {"THREADS": 1}), b"cannot start a thread"):
            fail("threads", "no thread at all is not said")


def check_programs(faulty):
    with Folder() as folder:
        repository(folder.path)
        kept = (".git", *(f"part{i}" for i in range(5)))
        for words in (["--git-ref", "HEAD"], ["--diff-base", "HEAD~"]):
            done = run([faulty, "lint", *words], folder.path, {"SPAWN": 1})
            if not is_trouble(done):
                fail("programs", f"{words}: that git cannot be started is not said", done)
            for does in ("exit 1", "exec true", "echo a blob 999; exit 0", "exec yes", "exec cat", "kill -9 $$"):
                done = run([faulty, "lint", *words], folder.path, environment=git_that(folder, does))
                is_said = (is_trouble(done, b"git cannot read the files of the commit") if "--diff-base" in words else
                           done and done.returncode == 2 and b"git cannot read it from the repository" in done.stdout)
                if not is_said:
                    fail("programs", f"{words}: a git that does '{does}' is not told", done)
            if folder.leavings(*kept):
                fail("programs", f"{words}: left behind: {folder.leavings(*kept)}")


# ---- reports that cannot be written ----

def check_full(tricep, faulty):
    with Folder() as folder:
        (folder.path / "main.json").write_text(GOOD)
        report = folder.path / "report.json"
        command = ["lint", "-q", "-f", f"json={report.name}", "main.json"]
        for before in (None, "old"):
            for faults in ({"SPACE": 1}, {"SPACE": 500}, {"RENAME": 1}, {"CLOSE": 1}):
                if before is not None:
                    report.write_text(before)
                done = run([faulty, *command], folder.path, faults)
                if not is_trouble(done, b"cannot write 'report.json'"):
                    fail("full", f"{faults}: is not said", done)
                if (report.read_text() if report.exists() else None) != before:
                    fail("full", f"{faults}: the report is not what it was")
                if folder.leavings("main.json", "report.json"):
                    fail("full", f"{faults}: left behind: {folder.leavings('main.json', 'report.json')}")
        for words in (["lint", "-q", "main.json"], ["lint", "-q", "-f", "json=/dev/full", "main.json"], ["rules"],
                      ["expand", "main.json"], ["eval", "[1]"], ["explain", "client-cert-enabled"], ["help"], ["version"],
                      ["config", "--show"], ["completions", "bash"], ["--help"], ["lint", "--help"]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([tricep, *words], cwd=folder.path, stdout=full, stderr=subprocess.PIPE,
                                      timeout=SECONDS, check=False)
            if done.returncode != TROUBLE or b"No space left" not in done.stderr:
                fail("full", f"{words}: exit {done.returncode}, {done.stderr!r}")
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run([tricep, "lint", "main.json"], cwd=folder.path, stdout=write, stderr=subprocess.PIPE,
                              timeout=SECONDS, check=False)
        os.close(write)
        if done.returncode != TROUBLE or b"Broken pipe" not in done.stderr:
            fail("full", f"nobody reads: exit {done.returncode}, {done.stderr!r}")
        done = run([tricep, *command], folder.path,
                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)))
        if not is_trouble(done, b"File too large") or report.read_text() != "old":
            fail("full", "a limit on the size of files is not said", done)
        check_small_disk(tricep, folder)


def check_small_disk(tricep, folder):
    disk = folder.path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "none", disk], capture_output=True, check=False)
    if mounted.returncode != 0:
        print("a small disk cannot be mounted here: left out")
        return
    try:
        (folder.path / "many.json").write_text(json.dumps(template([site(False, name=f"a{i}") for i in range(100)])))
        done = run([tricep, "lint", "-q", "-f", "json=disk/report.json", "many.json"], folder.path)
        if not is_trouble(done, b"No space left") or os.listdir(disk):
            fail("full", f"a small disk has {os.listdir(disk)}", done)
    finally:
        subprocess.run(["umount", disk], check=True)


# ---- signals ----

def git_that(folder, does):
    """Where a git is that does something else when it is asked for files."""
    programs = pathlib.Path(folder.name) / "programs"
    programs.mkdir(exist_ok=True)
    program = programs / "git"
    program.write_text(f'#!/bin/sh\ncase "$*" in *cat-file*) {does};; esac\nexec "{shutil.which("git")}" "$@"\n')
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}


def end_when(command, folder, is_time, number, **options):
    """Its end, by the signal sent as soon as `is_time`."""
    process = subprocess.Popen(command, cwd=folder.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    for _ in range(6000):
        if is_time() or process.poll() is not None:
            break
        time.sleep(0.005)
    process.send_signal(number)
    return process.wait(timeout=SECONDS)


def check_signals(tricep, faulty):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for words in (["--git-ref", "HEAD"], ["--diff-base", "HEAD~"]):
            with Folder() as folder:
                repository(folder.path)
                started = pathlib.Path(folder.name) / "started"
                environment = git_that(folder, f": >'{started}'; exec sleep 5")
                end = end_when([tricep, "lint", *words], folder, started.exists, number, env=environment)
                if end != -number or not started.exists():
                    fail("signals", f"{words}: {number.name}: ends by {end}")
                if os.listdir(folder.temporary):
                    fail("signals", f"{words}: {number.name}: left behind: {os.listdir(folder.temporary)}")
        with Folder() as folder:
            (folder.path / "main.json").write_text(json.dumps(template([site(False, name=f"a{i}") for i in range(50)])))
            (folder.path / "report.json").write_text("old")
            end = end_when([faulty, "lint", "-f", "json=report.json", "main.json"], folder,
                           lambda folder=folder: len(os.listdir(folder.path)) > 2, number,
                           env={**os.environ, "TRICEP_FAULT_SLOW": "20"})
            if end != -number or (folder.path / "report.json").read_text() != "old":
                fail("signals", f"{number.name}: ends by {end}, or the report is half new")
            if folder.leavings("main.json", "report.json"):
                fail("signals", f"{number.name}: left behind: {folder.leavings('main.json', 'report.json')}")
    with Folder() as folder:
        (folder.path / "main.json").write_text(json.dumps(template([site(False, name=f"a{i}") for i in range(50)])))
        end = end_when(["nohup", faulty, "lint", "-f", "json=report.json", "main.json"], folder,
                       lambda: len(os.listdir(folder.path)) > 1, signal.SIGHUP, stdin=subprocess.DEVNULL,
                       env={**os.environ, "TRICEP_FAULT_SLOW": "5"})
        if end != FINDINGS or not (folder.path / "report.json").exists():
            fail("signals", f"SIGHUP ends it by {end} though it is ignored")


# ---- files that change ----

def check_changes(tricep, faulty):
    with Folder() as folder:
        for i in range(10):
            (folder.path / f"{i}.json").write_text(GOOD)
        done = run([faulty, "lint", "-j1", "."], folder.path, {"VANISH": 3})
        if done.returncode != FINDINGS or done.stdout.count(b"[read-error]") != 3 or b"3 unreadable" not in done.stderr:
            fail("changes", "files that are gone when they are opened are not told", done)
    with Folder() as folder:
        (folder.path / "good.json").write_text(GOOD)
        changing = [folder.path / f"part{i}" / f"{j}.json" for i in range(20) for j in range(10)]
        is_over = threading.Event()

        def change():
            number = 0
            while not is_over.is_set():
                path = changing[number * 7 % len(changing)]
                if number % 5 == 0:
                    shutil.rmtree(path.parent, ignore_errors=True)
                path.parent.mkdir(exist_ok=True)
                path.write_text(GOOD[:number * 31 % (len(GOOD) + 1)])
                if number % 3 == 0:
                    path.write_text(GOOD * (number % 20))
                    os.truncate(path, number % 400)
                number += 1

        changer = threading.Thread(target=change)
        changer.start()
        for _ in range(15):
            done = run([tricep, "lint", "-f", "json", "--root", ".", "."], folder.path)
            try:
                results = json.loads(done.stdout)["results"]
            except ValueError:
                results = []
            mine = [one for one in results if one["path"] == "good.json" and one["rule"] == "client-cert-enabled"]
            if done.returncode != FINDINGS or len(mine) != 1:
                fail("changes", "files that change while they are read spoil the report", done)
                break
        is_over.set()
        changer.join()


def main():
    tricep, faulty, root = (os.path.abspath(word) for word in sys.argv[1:4])
    is_plain = subprocess.run([tricep, "version"], capture_output=True, check=False, preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_AS, (4 << 30, 4 << 30))).returncode == CLEAN
    check_reads(faulty, root)
    check_writes(faulty)
    check_memory(tricep, faulty, is_plain)
    check_threads(faulty)
    check_programs(faulty)
    check_full(tricep, faulty)
    check_signals(tricep, faulty)
    check_changes(tricep, faulty)
    print(f"{count} runs, {len(failures)} failures")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

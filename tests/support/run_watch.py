#!/usr/bin/env python3
"""Checks --watch: TRICEP [BUILD TYPE].

Folders are changed in the ways that editors, build tools and git change them; each change
is one more scan that tells the truth, and what is no change is none.
"""
import json
import os
import pathlib
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

STARTED, FINISHED = "[tricep] scan started", "[tricep] scan finished"
PATIENCE = 60  # seconds that something that has to come may take on a busy machine
QUIET = 0.6  # seconds in which nothing may come that must not
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"


def site(enabled="false"):
    return (f'{{"$schema": "{SCHEMA}", "resources": [{{"type": "Microsoft.Web/sites", "apiVersion": "2022-09-01", '
            f'"name": "s", "properties": {{"clientCertEnabled": {enabled}}}}}]}}')


BAD, GOOD = site("false"), site("true")


class Watch:
    """A running `tricep lint --watch`."""

    def __init__(self, tricep, folder, *words, merged=True):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TRICEP_")}
        environment.update(TRICEP_SELECT="client-cert-enabled", HOME=str(folder), XDG_CONFIG_HOME="")
        self.process = subprocess.Popen(
            [tricep, "lint", "--watch", *words], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT if merged else subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        source = self.process.stdout if merged else self.process.stderr
        self.reader = threading.Thread(target=self.read, args=[source], daemon=True)
        self.reader.start()

    def read(self, source):
        for line in source:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def line(self):
        line = self.lines.get(timeout=PATIENCE)
        assert line is not None, f"ended with {self.process.wait()}"
        return line

    def scan(self):
        """What is printed between the next two lines that do not change."""
        line = self.line()
        assert line == STARTED, f"{line!r} where a scan should start"
        between = []
        while (line := self.line()) != FINISHED:
            between.append(line)
        return between

    def findings(self):
        """The places of the findings of the next scan."""
        return sorted(line.split(":")[0] for line in self.scan() if "[client-cert-enabled]" in line)

    def expect(self, *paths):
        found = self.findings()
        assert found == sorted(paths), f"found in {found}, not {sorted(paths)}"

    def expect_soon(self, *paths):
        """What is done in steps may be seen in steps, and each step be a scan that comes late."""
        until = time.monotonic() + PATIENCE
        while (found := self.findings()) != sorted(paths):
            assert time.monotonic() < until, f"found in {found}, not {sorted(paths)}"
        while not self.is_quiet():
            self.expect(*paths)

    def is_quiet(self):
        until = time.monotonic() + QUIET
        while time.monotonic() < until:
            if not self.lines.empty():
                return False
            time.sleep(0.02)
        return True

    def expect_quiet(self):
        assert self.is_quiet(), f"{self.lines.get()!r} though nothing has changed"

    def end(self, by=signal.SIGINT):
        self.process.send_signal(by)
        return self.process.wait(PATIENCE)


def replace(path, text):
    """As editors save."""
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_text(text)
    temporary.replace(path)


def changes_of_files(tricep, folder):
    (folder / "a.json").write_text(GOOD)
    with Watch(tricep, folder, ".") as watch:
        watch.expect()
        (folder / "a.json").write_text(BAD)
        watch.expect_soon("a.json")
        replace(folder / "a.json", GOOD)
        watch.expect_soon()
        replace(folder / "a.json", BAD)
        watch.expect_soon("a.json")
        (folder / "b.json").write_text(BAD)
        watch.expect_soon("a.json", "b.json")
        (folder / "a.json").unlink()
        watch.expect_soon("b.json")
        (folder / "b.json").rename(folder / "c.json")
        watch.expect_soon("c.json")
        (folder / "c.json").touch()
        watch.expect_soon("c.json")
        assert watch.end() == 0


def folders_come_and_go(tricep, folder):
    (folder / "deep/er").mkdir(parents=True)
    with Watch(tricep, folder) as watch:
        watch.expect()
        (folder / "deep/er/a.json").write_text(BAD)
        watch.expect_soon("deep/er/a.json")
        (folder / "new/er").mkdir(parents=True)
        (folder / "new/er/b.json").write_text(BAD)
        watch.expect_soon("deep/er/a.json", "new/er/b.json")
        (folder / "new/er/b.json").write_text(GOOD)
        watch.expect_soon("deep/er/a.json")
        (folder / "deep").rename(folder / "moved")
        watch.expect_soon("moved/er/a.json")
        (folder / "moved/er/a.json").write_text(GOOD)
        watch.expect_soon()
        shutil.rmtree(folder / "moved")
        watch.expect_soon()
        (folder / "moved").mkdir()
        (folder / "moved/c.json").write_text(BAD)
        watch.expect_soon("moved/c.json")


def several_paths(tricep, folder):
    """One of them is not there, one is there no more."""
    for name in ("one", "two", "other"):
        (folder / name).mkdir()
    (folder / "one/a.json").write_text(BAD)
    (folder / "file.json").write_text(BAD)
    with Watch(tricep, folder, "one", "two", "file.json", "not/yet") as watch:
        first = watch.scan()
        assert any("not/yet" in line for line in first), first
        (folder / "two/b.json").write_text(BAD)
        watch.expect_soon("file.json", "one/a.json", "two/b.json")
        (folder / "other/c.json").write_text(BAD)
        (folder / "else.json").write_text(BAD)
        if not watch.is_quiet():  # the folder of a named file is looked into
            watch.expect_soon("file.json", "one/a.json", "two/b.json")
        replace(folder / "file.json", GOOD)
        watch.expect_soon("one/a.json", "two/b.json")
        shutil.rmtree(folder / "one")
        watch.expect_soon("two/b.json")
        (folder / "one").mkdir()
        (folder / "one/d.json").write_text(BAD)
        watch.expect_soon("one/d.json", "two/b.json")
        (folder / "not").mkdir()
        (folder / "not/yet").write_text(BAD)
        watch.expect_soon("not/yet", "one/d.json", "two/b.json")


def what_templates_use(tricep, folder):
    """Modules and texts elsewhere count, whatever their names; other files do not."""
    (folder / "app").mkdir()
    (folder / ".git").mkdir()
    main = folder / "app/main.bicep"
    main.write_text("module site '../modules/site.bicep' = {\n  name: 'site'\n  params: { mode: "
                    "loadTextContent('mode.txt') }\n}\n")
    (folder / "app/mode.txt").write_text("on")
    (folder / "app/notes.txt").write_text("")
    with Watch(tricep, folder, "app/main.bicep") as watch:
        watch.expect()
        (folder / "modules").mkdir()
        (folder / "modules/site.bicep").write_text(
            "param mode string\nresource site 'Microsoft.Web/sites@2022-09-01' = {\n  name: 's'\n  location: 'x'\n"
            "  properties: {\n    clientCertEnabled: mode == 'on'\n  }\n}\n")
        watch.expect_soon()
        (folder / "app/mode.txt").write_text("off")
        watch.expect_soon("modules/site.bicep")
        with open(folder / "app/notes.txt", "a", encoding="ascii") as notes:
            notes.write("nobody reads this")
        watch.expect_quiet()
        replace(folder / "app/mode.txt", "on")
        watch.expect_soon()


def links(tricep, folder):
    (folder / "real").mkdir()
    (folder / "real/a.json").write_text(GOOD)
    (folder / "there").mkdir()
    (folder / "there/link.json").symlink_to(folder / "real/a.json")
    with Watch(tricep, folder, "there/link.json") as watch:
        watch.expect()
        (folder / "real/a.json").write_text(BAD)
        assert watch.findings()
        watch.expect_quiet()
        (folder / "real/b.json").write_text(GOOD)
        (folder / "link").symlink_to(folder / "real/b.json")
        (folder / "link").replace(folder / "there/link.json")
        watch.expect_soon()


def settings(tricep, folder):
    """Configurations and ignore files are read anew, those above as well."""
    (folder / ".git").mkdir()
    (folder / "infra/old").mkdir(parents=True)
    (folder / "infra/old/a.json").write_text(BAD)
    with Watch(tricep, folder, "infra") as watch:
        watch.expect("infra/old/a.json")
        (folder / "tricep.json").write_text('{"levels": {"client-cert-enabled": "off"}}')
        watch.expect_soon()
        (folder / "tricep.json").write_text('{"level')
        while not any("tricep.json" in line for line in watch.scan()):
            pass
        (folder / "tricep.json").write_text("{}")
        watch.expect_soon("infra/old/a.json")
        (folder / "infra/.gitignore").write_text("old\n")
        watch.expect_soon()
        (folder / "infra/old/b.json").write_text(BAD)
        watch.expect_quiet()
        (folder / "infra/.gitignore").unlink()
        watch.expect_soon("infra/old/a.json", "infra/old/b.json")


def reports_in_files(tricep, folder):
    """They are written anew, and are no change."""
    (folder / "a.json").write_text(BAD)
    words = ["-f", "text", "-f", "json=report.json", "-f", "sarif=out/report.sarif"]
    (folder / "out").mkdir()
    with Watch(tricep, folder, *words, ".") as watch:
        watch.expect("a.json")
        watch.expect_quiet()
        assert len(json.loads((folder / "report.json").read_text())["results"]) == 1
        (folder / "b.json").write_text(BAD)
        watch.expect_soon("a.json", "b.json")
        assert len(json.loads((folder / "report.json").read_text())["results"]) == 2
        assert len(json.loads((folder / "out/report.sarif").read_text())["runs"][0]["results"]) == 2
        assert sorted(path.name for path in folder.iterdir()) == ["a.json", "b.json", "out", "report.json"]


def reports_for_programs(tricep, folder):
    """Nothing stands between one JSON and the next; the lines go to standard error."""
    (folder / "a.json").write_text(BAD)
    with Watch(tricep, folder, "-q", "-f", "json", ".", merged=False) as watch:
        assert watch.scan() == []
        replace(folder / "a.json", GOOD)
        watch.scan()
        while not watch.is_quiet():
            watch.scan()
        assert watch.end() == 0
        text, counts = watch.process.stdout.read(), []
        while text.strip():
            report, size = json.JSONDecoder().raw_decode(text)
            counts.append(len(report["results"]))
            text = text[size:].lstrip()
        assert counts[0] == 1 and counts[-1] == 0, counts


def signals(tricep, folder):
    """They end it at any time, with success."""
    (folder / "a.json").write_text(BAD)
    for by in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with Watch(tricep, folder, ".") as watch:
            watch.expect("a.json")
            assert watch.end(by) == 0, by
        with Watch(tricep, folder, ".") as watch:
            assert watch.line() == STARTED
            assert watch.end(by) == 0, f"{by} in the middle of a scan"


def standard_output_closed(tricep, folder):
    (folder / "a.json").write_text(BAD)
    with Watch(tricep, folder, ".", merged=False) as watch:
        watch.process.stdout.close()
        replace(folder / "a.json", GOOD)
        assert watch.process.wait(PATIENCE) == 2


def usage(tricep, folder):
    for words, named in ((["-"], "-"), (["--git-ref", "HEAD"], "--git-ref"), (["--diff-base", "HEAD"], "--diff-base"),
                         (["--baseline", "b.json", "--update-baseline"], "--update-baseline"),
                         (["--baseline", "b.json", "--prune-baseline"], "--prune-baseline"),
                         (["--summary"], "--summary"), ([""], "empty")):
        done = subprocess.run([tricep, "lint", "--watch", *words], cwd=folder, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 2 and named in done.stderr and done.stdout == "", (words, done)
    assert not (folder / "b.json").exists()


IS_THREAD_SANITIZED = sys.argv[2:] == ["Thread"]


def costs(tricep, folder):
    """Nothing while nothing happens, and no more for the eightieth scan than for the fortieth:
    by then memory has been used that is used once. Memory is not counted under the thread
    sanitizer, which keeps some for each thread that there was. Only its own counts: that of
    the file of the program comes and goes as others need theirs."""
    (folder / "a.json").write_text(BAD)
    with Watch(tricep, folder, ".") as watch:
        watch.expect("a.json")
        home = pathlib.Path(f"/proc/{watch.process.pid}")
        sizes = []
        for _ in range(8):
            for _ in range(10):
                (folder / "a.json").touch()
                watch.expect("a.json")
            used = sum(int(line.split()[1]) for line in (home / "status").read_text().splitlines()
                       if line.startswith(("RssAnon:", "VmSwap:")))
            sizes.append((used, len(list((home / "fd").iterdir()))))
        assert sizes[7][1] == sizes[3][1], f"kB and descriptors: {sizes}"
        assert IS_THREAD_SANITIZED or sizes[7][0] <= sizes[3][0], f"kB and descriptors: {sizes}"

        def ticks():
            return sum(int(word) for word in (home / "stat").read_text().split()[13:17])
        before = ticks()
        watch.expect_quiet()
        # Others may be busy in a folder above, where a configuration could come.
        assert ticks() - before <= 3, "it is busy while nothing happens"


def busy_folder_above(tricep, folder):
    """What others do where a configuration could come does not make a change wait."""
    (folder / "quiet").mkdir()
    file, times, is_over = folder / "quiet/a.json", [], threading.Event()
    file.write_text(BAD)

    def be_busy():
        while not is_over.wait(0.005):
            (folder / "others").touch()
            (folder / "others").unlink()
    others = threading.Thread(target=be_busy)
    with Watch(tricep, folder / "quiet", ".") as watch:
        watch.expect("a.json")
        others.start()
        try:
            for text in (GOOD, BAD) * 3:
                start = time.monotonic()
                replace(file, text)
                watch.expect_soon(*["a.json"][:text == BAD])
                times.append(time.monotonic() - start - QUIET)
        finally:
            is_over.set()
            others.join()
    # Where it waits for the others, each takes two seconds.
    assert min(times) < 1.5, f"seconds until a change is seen: {times}"


def limits(tricep, folder):
    """Of what the system watches: they are said, and the end."""
    for name in ("a", "b", "c"):
        (folder / name).mkdir()
        (folder / name / "a.json").write_text(BAD)
    for limit, value in (("max_inotify_watches", 2), ("max_inotify_instances", 0)):
        script = f'echo {value} > /proc/sys/user/{limit} || exit 77; exec "$0" lint --watch .'
        done = subprocess.run(["unshare", "--user", "--map-root-user", "sh", "-c", script, tricep], cwd=folder,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if done.returncode in (1, 77):
            print("limits: not to be set here, left out")
            return
        assert done.returncode == 2 and "fs.inotify.max_user_" in done.stderr, done


def main():
    tricep = os.path.abspath(sys.argv[1])
    checks = [changes_of_files, folders_come_and_go, several_paths, what_templates_use, links, settings,
              reports_in_files, reports_for_programs, signals, standard_output_closed, usage, costs, busy_folder_above, limits]
    wrong = 0
    for check in checks:
        with tempfile.TemporaryDirectory() as home:
            try:
                check(tricep, pathlib.Path(home).resolve())
            except (AssertionError, queue.Empty, subprocess.TimeoutExpired, OSError, ValueError) as trouble:
                wrong += 1
                line = trouble.__traceback__.tb_next.tb_lineno if trouble.__traceback__.tb_next else 0
                print(f"{check.__name__}, line {line}: {trouble or type(trouble).__name__}")
    print(f"{len(checks)} ways to change things, {wrong} wrong")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

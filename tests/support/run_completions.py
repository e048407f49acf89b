#!/usr/bin/env python3
"""Presses TAB in real shells: TRICEP ROOT.

bash and zsh run on a terminal of their own: a line is typed, TAB pressed, and then asked
what was offered and what the line has become. fish tells by itself what it would offer.
A shell that is missing is said to be; with none at all the test is skipped.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

# What stands before TAB, what has to be offered, what must not be.
OFFERS = [
    ("tricep ", "lint expand completions", "--quiet"),
    ("tricep --f", "--format --files-from --fail-on --force-exclude", "--jobs expand"),
    ("tricep lint --no-i", "--no-ignore --no-inline-suppressions", "--no-parameters"),
    ("tricep expand --", "--type --parameters", "--select --format"),
    ("tricep -f j", "json jsonl junit", "text"),
    ("tricep --format=j", "json jsonl junit", "text"),
    ("tricep --format text,j", "json jsonl junit", "text"),
    ("tricep --profile ", "default strict azure-policy cis", "site.json"),
    ("tricep --show pass,", "not-deployed suppressed", "site.json"),
    ("tricep --level client-cert-enabled=", "off info warning error", "site.json"),
    ("tricep --level ", "client-cert-enabled parse-error", "site.json"),
    ("tricep --select https-only,client-", "client-cert-enabled client-cert-mode", "https-only"),
    ("tricep --select tag:s", "security secrets", "tls"),
    ("tricep --undecided=", "off info warning error", "site.json"),
    ("tricep --fail-on ", "never info warning error", "off"),
    ("tricep explain CKV_AZURE_1", "CKV_AZURE_17 CKV_AZURE_14", "client-cert-enabled"),
    ("tricep help ", "lint expand completions", "site.json"),
    ("tricep completions ", "bash zsh fish", "site.json"),
    ("tricep rules -f ", "text json markdown names", "sarif"),
    ("tricep --git-ref m", "main more", "site.json"),
]
# What the line becomes; fish, which has no line here, offers its last word.
LINES = [
    ("tricep expl", "tricep explain "),
    ("tricep --quie", "tricep --quiet "),
    ("tricep -q --format sar", "tricep -q --format sarif"),
    ("tricep --color=al", "tricep --color=always "),
    ("tricep --ignore duplicate-m", "tricep --ignore duplicate-member"),
    ("tricep --level https-onl", "tricep --level https-only="),
    ("tricep explain min-tl", "tricep explain min-tls-version "),
    ("tricep expand si", "tricep expand site.json "),
    ("tricep si", "tricep site.json "),
    ("tricep lint modules/st", "tricep lint modules/storage.bicep "),
    ("tricep --output note", "tricep --output notes.txt "),
    ("tricep -f sarif=note", "tricep -f sarif=notes.txt "),
    ("tricep --config=note", "tricep --config=notes.txt "),
    ("tricep --select client-cert-enabled,tag:perf",
     "tricep --select client-cert-enabled,tag:performance"),
    ("tricep --root mod", "tricep --root modules/"),
    ("tricep --root note", "tricep --root note"),
    ("tricep -- --quie", "tricep -- --quie"),
]
# Of the line of shells that quote.
QUOTED = [("tricep 'my si", "tricep 'my site.json' "), ("tricep my", "tricep my\\ site.json ")]

WAIT = 30


class Terminal:
    """A shell on a terminal, which writes to `line` and `offers` when asked to."""

    def __init__(self, command, folder, env, setup):
        self.folder = folder
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.chdir(folder / "work")
            os.execve(command[0], command, env)
        self.type(f"source {setup}\n")
        self.wait("ready")

    def type(self, text):
        os.write(self.master, text.encode())

    def wait(self, name):
        path = self.folder / name
        end = time.monotonic() + WAIT
        shown = b""
        while not path.exists():
            if time.monotonic() > end:
                sys.exit(f"no answer from the shell, which shows:\n{shown.decode(errors='replace')}")
            if select.select([self.master], [], [], 0.01)[0]:
                shown += os.read(self.master, 65536)
        text = path.read_text()
        path.unlink()
        return text

    def complete(self, line):
        """What is offered, and what the line becomes."""
        offers = self.folder / "offers"
        offers.unlink(missing_ok=True)
        self.type(f"{line}\t\x07")
        became = self.wait("line").removesuffix("\n")
        return (offers.read_text() if offers.exists() else ""), became

    def close(self):
        os.close(self.master)
        os.waitpid(self.pid, 0)


BASH = r"""
PS1='$ ' HISTFILE=
source "$SCRIPT"
probe() { _tricep "$@"; printf '%s\n' "${COMPREPLY[@]}" >"$PROBE/offers"; }
eval "$(complete -p tricep | sed 's/_tricep/probe/')"
dump() { printf '%s\n' "$READLINE_LINE" >"$PROBE/line.new"; mv "$PROBE/line.new" "$PROBE/line"
         READLINE_LINE=; }
bind 'set bell-style none' 'set page-completions off' 'set completion-query-items 0'
bind -x '"\C-g": dump'
: >"$PROBE/ready"
"""
# Every match passes through compadd; what only asks it is let through.
ZSH = r"""
PS1='$ '
fpath=("${SCRIPT:h}" $fpath)
autoload -Uz compinit && compinit -u -D
zstyle ':completion:*' list-max 100000
unsetopt list_beep beep
compadd() {
    local -a found
    [[ "$*" == *-[OAD]\ * ]] || { builtin compadd -O found "$@"; print -rl -- $found >>"$PROBE/offers" }
    builtin compadd "$@"
}
dump() { print -r -- "$BUFFER" >"$PROBE/line.new"; command mv "$PROBE/line.new" "$PROBE/line"; BUFFER= }
zle -N dump
bindkey '^G' dump
: >"$PROBE/ready"
"""


class Fish:
    def __init__(self, folder, env, script):
        self.folder, self.env, self.script = folder, env, script

    def complete(self, line):
        done = subprocess.run(
            ["fish", "--no-config", "-c", 'source $argv[1]; complete -C $argv[2]', self.script, line],
            cwd=self.folder / "work", env=self.env, capture_output=True, text=True, check=False,
            timeout=WAIT)
        words = [row.split("\t")[0] for row in done.stdout.splitlines()]
        if done.stderr:
            sys.exit(f"fish says of '{line}': {done.stderr}")
        return "\n".join(words), None

    def close(self):
        pass


def last_parts(offers):
    """Shells offer the word or the part of it that they hold for one; the end is the same."""
    return {re.split("[,=:]", word.rstrip("=/ "))[-1] for word in offers.splitlines()}


def check_offers(name, shell):
    for line, wanted, unwanted in OFFERS:
        offers = last_parts(shell.complete(line)[0])
        missing = set(wanted.split()) - offers
        if missing:
            yield f"{name}: '{line}' does not offer {sorted(missing)}, but {sorted(offers)[:20]}"
        if set(unwanted.split()) & offers:
            yield f"{name}: '{line}' offers {sorted(set(unwanted.split()) & offers)}"


def check_lines(name, shell):
    for line, wanted in LINES:
        offers, became = shell.complete(line)
        if became is None:
            word = re.split("[ ,=:]", wanted.rstrip(" =/"))[-1]
            if (word in last_parts(offers)) != (line != wanted):
                yield f"{name}: '{line}' offers {sorted(last_parts(offers))[:20]}"
        elif became.rstrip() != wanted.rstrip():
            yield f"{name}: '{line}' becomes '{became}' instead of '{wanted}'"
    for line, wanted in QUOTED:
        became = shell.complete(line)[1]
        if became is not None and became.rstrip() != wanted.rstrip():
            yield f"{name}: '{line}' becomes '{became}' instead of '{wanted}'"


def make_work(folder, tricep):
    work = folder / "work"
    for name in ("site.json", "my site.json", "modules/storage.bicep", "notes.txt"):
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text("{}\n")
    (folder / "bin").mkdir()
    (folder / "bin" / "tricep").symlink_to(tricep)
    git = ["git", "-C", work, "-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main"]
    for words in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "x"], ["branch", "more"]):
        subprocess.run([*git, *words], check=True)


def open_shells(root, folder):
    """Name and maker of each shell that is here."""
    env = {"PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": str(folder), "TERM": "xterm",
           "LANG": "C.UTF-8", "PROBE": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    env |= {key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}
    for name, text, script, options in (
            ("bash", BASH, "tricep.bash", ["--norc", "--noprofile", "-i"]),
            ("zsh", ZSH, "_tricep", ["-f", "-i"])):
        setup = folder / f"setup.{name}"
        setup.write_text(text)
        here = env | {"SCRIPT": str(root / "completions" / script)}
        yield name, lambda n=name, o=options, e=here, s=setup: Terminal(
            [shutil.which(n), *o], folder, e, s)
    yield "fish", lambda: Fish(folder, env, root / "completions" / "tricep.fish")


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    wrong, ran = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_work(folder, tricep)
        for shell_name, make in open_shells(root, folder):
            if not shutil.which(shell_name):
                print(f"{shell_name} is not installed: not tried")
                continue
            shell = make()
            wrong += check_offers(shell_name, shell)
            wrong += check_lines(shell_name, shell)
            shell.close()
            ran.append(shell_name)
    if not ran:
        return 77
    print("\n".join(wrong) if wrong
          else f"{len(OFFERS) + len(LINES) + len(QUOTED)} lines completed in {', '.join(ran)}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Does in Vim, Neovim and Emacs what docs/editors.md says of them: TRICEP ROOT.

Its snippets are put where the page says, the editor lints the samples, and what it then
knows has to be what the JSON report has. An editor that is missing is said to be; without
any the test is skipped (exit status 77).
"""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

from integration import copy_samples, environment, run

SKIPPED = 77
ODD = "samples/fail/main (old copy).json"  # a name that is hard to find the end of
LETTERS = {"error": "E", "warning": "W", "info": "I", "note": "N"}
QUICKFIX = ("call writefile([json_encode(map(getqflist(), '[bufname(v:val.bufnr), v:val.lnum, v:val.col, "
            "v:val.end_lnum, v:val.end_col, v:val.type, v:val.text]'))], 'told.json')")
# Diagnostics count from 0.
DIAGNOSTICS = """lua
    local rows = {}
    for _, found in ipairs(vim.diagnostic.get()) do
      table.insert(rows, {vim.fn.bufname(found.bufnr), found.lnum + 1, found.col + 1, found.end_lnum + 1,
                          found.end_col + 1, ({'E', 'W', 'I', 'N'})[found.severity], found.message})
    end
    vim.fn.writefile({vim.json.encode(rows)}, 'told.json')""".replace("\n", " ")
EMACS = """
(require 'json)
(defvar told (expand-file-name "told.json"))
(defun tell (rows)
  (with-temp-file told (insert (json-encode (vconcat rows)))))
"""
COMPILED = EMACS + """
(require 'compile)
(let ((buffer (compile (getenv "LINT"))) rows)
  (while (process-live-p (get-buffer-process buffer)) (accept-process-output nil 0.1))
  (with-current-buffer buffer
    (compilation--ensure-parse (point-max))
    (goto-char (point-min))
    (while (not (eobp))
      (let ((message (get-text-property (point) 'compilation-message)))
        (when message
          (let* ((place (compilation--message->loc message)) (file (caar (compilation--loc->file-struct place))))
            (push (vector file (compilation--loc->line place) (compilation--loc->col place)
                          (compilation--message->type message)) rows))))
      (forward-line)))
  (tell (nreverse rows)))
"""
CHECKED = EMACS + """
(define-derived-mode bicep-mode prog-mode "Bicep")
(add-to-list 'auto-mode-alist '("\\\\.bicep\\\\'" . bicep-mode))
(load (getenv "INIT"))
(let (rows)
  (dolist (file (split-string (getenv "FILES") "\\n"))
    (find-file file)
    (flycheck-mode)
    (when (flycheck-may-use-checker 'tricep)
      (flycheck-select-checker 'tricep)
      (while (flycheck-running-p) (accept-process-output nil 0.05))
      (push (vector file (mapcar (lambda (e)
                                   (vector (flycheck-error-filename e)
                                           (flycheck-error-line e) (flycheck-error-column e)
                                           (flycheck-error-end-line e) (flycheck-error-end-column e)
                                           (flycheck-error-level e) (flycheck-error-message e) (flycheck-error-id e)))
                                 flycheck-current-errors)) rows)))
  (tell rows))
"""
wrong = []


def expect(name, got, right):
    got, right = {tuple(row) for row in got}, {tuple(row) for row in right}
    for title, rows in (("does not know", right - got), ("makes up", got - right)):
        wrong.extend(f"{name} {title} {row}" for row in sorted(rows, key=str))
    if not right:
        wrong.append(f"{name}: nothing is compared")
    return len(right)


def snippets(page):
    """The blocks whose first line is a comment that begins with the name of a file."""
    return {name: text for text, name in re.findall(r"^```\w+\n((?:\"|--|;) ~/([\w./-]+).*?)^```$", page, re.M | re.S)}


class Place:
    """A home with what the page shows in it, and a folder with samples."""

    def __init__(self, tricep, root, scratch):
        self.tricep, self.home, self.work = tricep, scratch / "home", scratch / "work"
        self.page = (root / "docs/editors.md").read_text()
        self.work.mkdir()
        copy_samples(root, self.work)
        shutil.copy(self.work / "samples/fail/main.json", self.work / ODD)
        for name, text in snippets(self.page).items():
            for path in {name, name.replace(".vim/", ".config/nvim/")}:
                (self.home / path).parent.mkdir(parents=True, exist_ok=True)
                (self.home / path).write_text(text)

    def run(self, *words, **env):
        """Runs an editor and returns what it told."""
        told = self.work / "told.json"
        told.unlink(missing_ok=True)
        path = f"{os.path.dirname(self.tricep)}:{os.environ['PATH']}"
        folders = {"HOME": ".", "XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".data", "XDG_STATE_HOME": ".state"}
        homes = {name: str(self.home / folder) for name, folder in folders.items()}
        done = run(self.work, *words, env=environment(PATH=path, TERM="dumb", LC_ALL="C.UTF-8", **homes, **env))
        if not told.exists():
            wrong.append(f"{words[0]} tells nothing: {(done.stdout + done.stderr)[:600]}")
            return []
        return json.loads(told.read_text())

    def places(self, *words):
        """Every place of the JSON report, notes included."""
        for result in json.loads(run(self.work, self.tricep, "lint", "-f", "json", *words).stdout)["results"]:
            yield result, result["level"], result["message"], result["rule"]
            for related in result["related"]:
                yield related, "note", related["message"], None


def positions(place):
    return [place["start"]["line"], place["start"]["column"], place["end"]["line"], place["end"]["column"]]


def quickfix(place):
    return [[where["path"], *positions(where), LETTERS[level], message + (f" [{rule}]" if rule else "")]
            for where, level, message, rule in place.places("--root", ".")]


def check_vim(place):
    def told(*make):
        return place.run("vim", "-N", "-es", "-i", "NONE", "-c", "compiler tricep",
                         "-c", " ".join(["silent make", *make]), "-c", QUICKFIX, "-c", "qa!")
    right = quickfix(place)
    return (expect("Vim", told(), right)
            + expect("Vim, asked for one file", told(f"'{ODD}'"), [row for row in right if row[0] == ODD]))


def check_neovim(place):
    got = place.run("nvim", "--headless", "-i", "NONE", "-c", "compiler tricep", "-c", "silent make", "-c", DIAGNOSTICS,
                    "-c", "qa!")
    return expect("Neovim", got, quickfix(place))


def check_emacs(place):
    (place.work / "compiled.el").write_text(COMPILED)
    command = re.search(r"`M-x compile RET (.*?) RET`", place.page)[1]
    got = place.run("emacs", "-Q", "--batch", "-l", "compiled.el", LINT=command)
    types = {"error": 2, "warning": 1, "info": 0, "note": 0}
    return expect("Emacs", got, [[where["path"], where["start"]["line"], where["start"]["column"], types[level]]
                                 for where, level, _, _ in place.places("--root", ".")])


def check_flycheck(place):
    """Of each file what is in it, wherever it comes from."""
    files = sorted(str(path) for path in place.work.glob("samples/*/*.*"))
    (place.work / "checked.el").write_text(CHECKED)
    got = place.run("emacs", "-q", "--batch", "-l", "checked.el", FILES="\n".join(files),
                    INIT=str(place.home / ".emacs.d/init.el"))
    expect("Flycheck, by its predicate,", [[file] for file, _ in got], [[file] for file in files])
    right = [[file, *positions(where), "info" if level == "note" else level, message, rule]
             for file in files for where, level, message, rule in place.places("--root", "/", file)
             if "/" + where["path"] == file]
    return expect("Flycheck", [row for _, rows in got for row in rows or []], right)


def is_here(editor):
    if editor != "flycheck":
        return shutil.which(editor) is not None
    return is_here("emacs") and run(".", "emacs", "-q", "--batch", "--eval", "(require 'flycheck)").returncode == 0


CHECKS = {"vim": check_vim, "nvim": check_neovim, "emacs": check_emacs, "flycheck": check_flycheck}


def main():
    tricep, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    here = [editor for editor in CHECKS if is_here(editor)]
    for editor in (editor for editor in CHECKS if editor not in here):
        print(f"{editor} is not here: left out; scripts/test-editors installs it")
    if not here:
        print("skipped")
        return SKIPPED
    count = 0
    for editor in here:
        with tempfile.TemporaryDirectory() as scratch:
            count += CHECKS[editor](Place(tricep, root, pathlib.Path(scratch).resolve()))
    print("\n".join(wrong[:20] + [f"{count} places by {', '.join(here)}, {len(wrong)} differences"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

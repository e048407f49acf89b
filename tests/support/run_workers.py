#!/usr/bin/env python3
"""Checks that one worker and many print the same bytes: TRICEP ROOT.

They lint all that is JSON under tests and samples; the thread sanitizer, where it is
built in, looks for data races meanwhile.
"""
import subprocess
import sys


def lint(tricep, root, form, jobs):
    done = subprocess.run(
        [tricep, "lint", "-f", form, "--show=all", "--color=never", "--root", ".", "-j", jobs,
         "tests", "samples"], cwd=root, capture_output=True, timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr


def main():
    tricep, root = sys.argv[1:]
    is_same = True
    for form in ("text", "full", "json"):
        one = lint(tricep, root, form, "1")
        # One of the configurations among the cases is wrong.
        if one[0] != 2 or not one[1]:
            print(f"{form}: exit {one[0]}: {one[2].decode(errors='replace')[-2000:]}")
            return True
        for jobs in ("2", "8"):
            many = lint(tricep, root, form, jobs)
            if many != one:
                is_same = False
                print(f"{form}: {jobs} workers print something else than one, exit {many[0]}: "
                      f"{many[2].decode(errors='replace')[-2000:]}")
    if is_same:
        print("1, 2 and 8 workers print the same")
    return not is_same


if __name__ == "__main__":
    sys.exit(main())

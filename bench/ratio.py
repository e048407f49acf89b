#!/usr/bin/env python3
"""Runs commands in turn, A B C A B C …, and prints what they take.

    bench/ratio.py [-n ROUNDS] -- COMMAND [-- COMMAND…]

A row a command: median wall and processor time in milliseconds, and the median, over
the rounds, of the ratio of each to the first command's of the same round. Machines
drift; ratios of neighbours do not. What the commands print is thrown away.
"""
import argparse
import os
import statistics
import sys
import time


def run(command):
    """Wall seconds, processor seconds and peak KiB of one run."""
    nothing = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
               (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=nothing)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def measure(commands, rounds, warm_up=1):
    """A list of runs for each command, taken in turn."""
    runs = [[] for _ in commands]
    for turn in range(rounds + warm_up):
        for command, mine in zip(commands, runs):
            figures = run(command)
            if turn >= warm_up:
                mine.append(figures)
    return runs


def ratio(mine, first, figure):
    """The median of the ratios of runs of the same round; figure 0 wall, 1 processor."""
    return statistics.median(m[figure] / max(f[figure], 1e-9) for m, f in zip(mine, first))


def main():
    parser = argparse.ArgumentParser(usage="%(prog)s [-n ROUNDS] -- COMMAND [-- COMMAND…]")
    parser.add_argument("-n", type=int, default=21, metavar="ROUNDS")
    own, rest = parser.parse_known_args()
    commands, command = [], []
    for word in [*rest, "--"]:
        if word != "--":
            command.append(word)
        elif command:
            commands.append(command)
            command = []
    if not commands:
        parser.error("no command")
    runs = measure(commands, own.n)
    print(f"{'wall ms':>9} {'cpu ms':>9} {'wall x':>7} {'cpu x':>7}  command")
    for command, mine in zip(commands, runs):
        print(f"{1000 * statistics.median(r[0] for r in mine):9.2f} "
              f"{1000 * statistics.median(r[1] for r in mine):9.2f} "
              f"{ratio(mine, runs[0], 0):7.2f} {ratio(mine, runs[0], 1):7.2f}  "
              f"{' '.join(command)[:90]}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Compares ranges with Alembic's: random histories, steps in order, version rows after each step.

    oracle.py --driver build/release/oracle_driver [--dags N] [--ranges N] [--first SEED] [--verbose]

Exit status: 0 alike but for the differences that differences.py lists, 1 not, 77 no Alembic here.
"""

import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import time
from multiprocessing import Pool

try:
    import alembic
except ImportError:
    print("skipped: Alembic is not installed (Debian: apt-get install alembic)")
    sys.exit(77)

from alembic_side import Alembic
from differences import BROKEN, DIFFERENCES, Comparison
from facts import Facts
from graphs import broken, case, history_span


class Driver:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, nodes, ranges):
        request = {"revisions": [vars(n) for n in nodes], "ranges": ranges}
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the driver ended ({self.process.wait()}) on {json.dumps(request)}")
        return json.loads(line)


def check_rows(facts, command, ours):
    """Steps in a possible order, and the rows the maximal elements of what is applied, always."""
    applied = facts.below(ours["start"])
    rows = set(ours["start"])
    if sorted(rows) != facts.maximal(applied):
        return "the start rows are not maximal"
    for revision, gone, come in ours["steps"]:
        if command == "upgrade":
            if revision in applied or not applied.issuperset(facts.parents[revision]):
                return f"{revision} runs out of order"
            applied.add(revision)
        else:
            if revision not in applied or applied.intersection(facts.dependents[revision]):
                return f"{revision} is undone out of order"
            applied.remove(revision)
        if not rows.issuperset(gone) or rows.intersection(come):
            return f"{revision} moves rows that are not there"
        rows = rows.difference(gone).union(come)
        if sorted(rows) != facts.maximal(applied):
            return f"the rows after {revision} are not maximal"
    return None if sorted(rows) == ours["end"] else "the end rows are not those after the last step"


def expected_plan(oracle, facts, command, ours):
    """Alembic's own plan for the range with every symbol resolved, which it has no syntax for when
    there are several starts or targets."""
    start, end = (side.split(",") for side in ours["resolved"].split(":"))
    rows = () if start == ["base"] else tuple(start)
    if command == "upgrade":
        return [r.revision for r in oracle.plan(rows, tuple(end), True)]
    if len(end) == 1:
        return [r.revision for r in oracle.plan(rows, end[0], False)]
    todo = set()
    for target in end:
        todo.update(r.revision for r in oracle.plan(rows, target, False))
    revisions = oracle.script.revision_map
    return list(revisions._topological_sort(
        revisions.get_revisions(tuple(todo)), revisions.get_revisions(rows)))


def check_deeper(facts, ours, deeper):
    """What range_that_also_undoes names takes the targets away too, and nothing else."""
    targets = [t.rpartition("@")[2] for t in ours["resolved"].split(":")[1].split(",")]
    targets = [t for t in targets if t != "base"]
    if not targets:
        return None if not ours["deeper"] else "there is nothing deeper than base"
    if "steps" not in deeper:
        return f"the deeper range {ours['deeper']} is refused: {deeper['errors']}"
    todo = {s[0] for s in ours["steps"]}
    wanted = todo | (facts.above(targets) & facts.below(ours["start"]))
    got = {s[0] for s in deeper["steps"]}
    return None if got == wanted else f"the deeper range {ours['deeper']} undoes {sorted(got)}"


def soundness(oracle, facts, command, ours, again, deeper):
    """What must hold for any answer, however it compares with Alembic's."""
    problem = check_rows(facts, command, ours)
    if problem:
        return problem
    if {k: again.get(k) for k in ("steps", "start", "end")} != \
            {k: ours[k] for k in ("steps", "start", "end")}:
        return f"{ours['resolved']} does not resolve to the same again"
    plan = expected_plan(oracle, facts, command, ours)
    if plan != [s[0] for s in ours["steps"]]:
        return f"Alembic's plan for {ours['resolved']} is {plan}"
    return check_deeper(facts, ours, deeper) if command == "downgrade" else None


def same(theirs, ours):
    if "plan" in theirs:
        return ("row error" not in theirs and theirs["plan"] == [s[0] for s in ours.get("steps", [])]
                and theirs["start"] == ours.get("start") and theirs["end"] == ours.get("end")
                and theirs["rows"] == [[sorted(g), sorted(c)] for _, g, c in ours["steps"]])
    return "shown" in theirs and theirs["shown"] == ours.get("shown")


def judge(comparison):
    """The class that a comparison falls into; None when nothing explains it."""
    theirs, ours = comparison.theirs, comparison.ours
    if same(theirs, ours):
        return "equal"
    if "error" in theirs and "errors" in ours:
        return "both refuse"
    for difference in DIFFERENCES:
        if difference.explains(comparison):
            return difference.name
    return None


def compare_history(driver, seed, ranges):
    nodes, spans = case(seed, ranges)
    rng = random.Random(-seed - 1)
    spans = spans + [history_span(rng, nodes) for _ in range(2)]
    oracle, facts = Alembic(nodes), Facts(nodes)
    answers = driver.ask(nodes, spans)
    if answers["link"]:
        return [("FAILED", f"refused: {answers['link']}", seed, None)]
    routes = [(c, a) for (c, _), a in zip(spans, answers["answers"]) if "steps" in a]
    again = iter(driver.ask(nodes, [(c, a["resolved"]) for c, a in routes])["answers"])
    deeper = iter(driver.ask(nodes, [(c, a["deeper"]) for c, a in routes if "deeper" in a])["answers"])
    found = []
    for (command, text), ours in zip(spans, answers["answers"]):
        theirs = oracle.ask(command, text)
        comparison = Comparison(facts, command, text, theirs, ours)
        problem = None
        if "steps" in ours:
            below = next(deeper) if command == "downgrade" else None
            problem = soundness(oracle, facts, command, ours, next(again), below)
        name = judge(comparison) if problem is None else None
        detail = (command, text, theirs, ours, problem)
        reason = f"{theirs.get('error')} | {','.join(ours.get('errors', []))}"
        found.append((name or "FAILED", reason, seed, None if name else detail))
    return found


def compare_broken(driver, seed):
    kind, nodes = broken(random.Random(seed))
    answers = driver.ask(nodes, [("upgrade", "heads")])
    theirs = Alembic(nodes).ask("upgrade", "heads", 0.5)
    if not set(answers["link"]) or not set(answers["link"]) <= BROKEN[kind].codes:
        return [("FAILED", None, seed, (kind, nodes, theirs, answers))]
    if "error" in theirs and theirs["error"] != "stuck":
        return [("both refuse a broken history", theirs["error"], seed, None)]
    if BROKEN[kind].undetected:
        return [(f"broken: {kind}", None, seed, None)]
    return [("FAILED", None, seed, (kind, nodes, theirs, answers))]


def work(job):
    path, seeds, ranges = job
    driver = Driver(path)
    found = []
    for seed in seeds:
        found.extend(compare_history(driver, seed, ranges))
        if seed % 10 == 0:
            found.extend(compare_broken(driver, seed))
    driver.process.stdin.close()
    driver.process.wait()
    return found


def show(counts, failures, elapsed, options):
    reasons = {d.name: d.reason for d in DIFFERENCES}
    reasons |= {f"broken: {kind}": b.undetected for kind, b in BROKEN.items() if b.undetected}
    for name, count in counts.most_common():
        print(f"{count:8}  {name}" + (f": {reasons[name]}" if name in reasons else ""))
    for seed, detail in failures[:20]:
        print(f"FAILED: seed {seed}: {detail}")
    print(f"Alembic {alembic.__version__}: {options.dags} histories, {sum(counts.values())} "
          f"comparisons, {len(failures)} unexplained, {elapsed:.1f} s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    parser.add_argument("--dags", type=int, default=4000)
    parser.add_argument("--ranges", type=int, default=20)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--verbose", action="store_true", help="which refusal met which")
    options = parser.parse_args()
    began = time.monotonic()
    seeds = range(options.first, options.first + options.dags)
    jobs = [(options.driver, seeds[i:i + 100], options.ranges) for i in range(0, len(seeds), 100)]
    counts, failures, refusals = collections.Counter(), [], collections.Counter()
    with Pool(min(2, os.cpu_count() or 1)) as pool:
        for found in pool.imap(work, jobs):
            for name, error, seed, detail in found:
                counts[name] += 1
                if name == "FAILED":
                    failures.append((seed, detail or error))
                elif name == "both refuse":
                    theirs, ours = error.rsplit(" | ", 1)
                    refusals[ours + "  " + re.split(r"[':\d]", theirs.partition(": ")[2])[0][:60]] += 1
    if options.verbose:
        for error, count in sorted(refusals.items()):
            print(f"{count:8}      both refuse: {error}")
    show(counts, failures, time.monotonic() - began, options)
    return 1 if failures else 0


if __name__ == "__main__":
    # Alembic's answers must not depend on Python's hash seed, beyond what alembic_side pins.
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, *sys.argv])
    sys.exit(main())

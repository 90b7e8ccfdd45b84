"""Where ranges are meant to differ from Alembic's, and why. One table: DIFFERENCES.

A difference holds only where its predicate does; what no predicate explains fails the test. Whatever
runs is checked besides: rows and order by brute force, and the plan against Alembic's own plan for
the range with every symbol resolved (oracle.py, soundness).
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Callable

from facts import Facts, parts, sides

WORDS = ("head", "heads", "base", "prev", "current")


@dataclass
class Comparison:
    facts: Facts
    command: str
    text: str
    theirs: dict
    ours: dict

    @cached_property
    def codes(self):
        return set(self.ours.get("errors", []))

    @cached_property
    def start(self):
        """Symbols as (branch, name, steps)."""
        return [parts(s.strip()) for s in sides(self.text)[0] or []]

    @cached_property
    def end(self):
        return [parts(s.strip()) for s in sides(self.text)[1]]

    @cached_property
    def we_run(self):
        return "steps" in self.ours

    @cached_property
    def same_plan(self):
        return self.we_run and self.theirs.get("plan") == [s[0] for s in self.ours["steps"]]


def runs_nothing(c):
    return c.theirs.get("plan") == [] and bool(c.codes & {"SQ2016", "SQ2017"})


def redundant_row(c):
    if not c.same_plan or "end" not in c.theirs:
        return False
    rows = set(c.theirs["start"])
    for gone, come in c.theirs["rows"]:
        rows = rows.difference(gone).union(come)
        if any(rows & (c.facts.below([r]) - {r}) for r in rows):
            return True
    return False


def row_crash(c):
    return c.same_plan and "row error" in c.theirs


def wider(c, start, end):
    """Whether a form that Alembic has no such syntax for stands in the range."""
    texts = sides(c.text)
    if any(len(side or []) > 1 for side in texts) or not all(all(side or ["x"]) for side in texts):
        return True
    if any(text != text.strip() for side in texts for text in side or []):
        return True
    if any(s[1] == "prev" for s in c.start + c.end):
        return True
    if any(s[2] is not None for s in start):
        return True
    if any(s[1] == "heads" or (s[0] and s[1] == "base") for s in start):
        return True
    if c.command == "history" and any(n == "" and s[0] == "-" for _, n, s in end):
        return True
    return any(s is not None and ("." in n or n == "base" and int(s) == 0) for _, n, s in end)


def wider_grammar(c):
    return "error" in c.theirs and "errors" not in c.ours and wider(c, c.start, c.end)


def branch_heads_overlap(c):
    return ("errors" not in c.ours and "overlaps with other" in c.theirs.get("error", "")
            and any(b and n == "heads" for b, n, _ in c.end))


def they_answer(c):
    return "error" not in c.theirs


def trailing_text(c):
    return they_answer(c) and re.match(r"(?:(.+?)@)?(\w+)?[+-]\d+(?!\d)(?!$)",
                                       c.text.rpartition(":")[2])


def list_misread(c):
    end = c.text.rpartition(":")[2]
    return they_answer(c) and "," in end and "@" in end


def below_base(c):
    if not they_answer(c) and c.command != "history":
        return False
    return any(n == "base" and s and s[0] == "-" for _, n, s in c.end)


def word_before_at(c):
    return (bool(c.codes & {"SQ2010", "SQ2012", "SQ2013"})
            and any(b in (*WORDS, "") for b, _, _ in c.start + c.end))


def off_branch(c, symbol):
    """Whether the symbol's name is not what its branch narrows it to, or its branch is not known."""
    branch, name, steps = symbol
    if "@" in name:
        return True
    if not branch:
        return False
    found = c.facts.find(branch)
    if found is None:
        return True
    lineage = c.facts.lineage(found)
    if name == "head":
        return len(lineage.intersection(c.facts.heads)) != 1 or len(c.facts.heads) != 1
    if name == "heads":
        return True
    if name == "" and steps or name in WORDS:
        return False
    target = c.facts.find(name)
    return target is None or target not in lineage


def branch_ignored(c):
    """A downgrade's `branch@revision`, and the name that an upgrade climbs from."""
    symbols = c.end
    if c.command != "downgrade":
        symbols = [s for s in c.end if s[2] is not None or s[1] == "base"]
    return (they_answer(c) or "errors" not in c.ours) and any(off_branch(c, s) for s in symbols)


def history_traceback(c):
    return (c.command == "history" and "shown" in c.ours
            and re.match(r"(Assertion|Attribute|Value|Key|Type)Error", c.theirs.get("error", "")))


def history_order(c):
    ours, theirs = c.ours.get("shown", []), c.theirs.get("shown", [])
    if c.command != "history" or set(ours) != set(theirs):
        return False
    return not any(ours[i] in c.facts.below([later]) for i in range(len(ours)) for later in ours[i + 1:])


def history_branch(c):
    return c.command == "history" and any(s[0] for s in c.start)


@dataclass
class Difference:
    name: str
    explains: Callable[[Comparison], bool]
    reason: str


DIFFERENCES = [
    Difference("nothing to run", runs_nothing,
               "Alembic prints an empty script for an empty or backward range; here it is an error "
               "that says what to write"),
    Difference("redundant row", redundant_row,
               "Alembic leaves a row that another row implies, and the next upgrade fails on it; "
               "here the rows are always the maximal elements"),
    Difference("row crash", row_crash,
               "Alembic plans the same steps, then fails while it moves the version rows"),
    Difference("wider grammar", wider_grammar,
               "several starts or targets, open sides, `prev`, relative starts, `heads` and "
               "`branch@base` as a start, steps from an id with a dot, `base+0`, spaces, `-N` as the "
               "end of a history"),
    Difference("branch heads overlap", branch_heads_overlap,
               "of a branch's heads, those that another one depends on are implied, not an overlap"),
    Difference("trailing text", trailing_text,
               "Alembic reads `rev+1garbage` as `rev+1`"),
    Difference("list misread", list_misread,
               "Alembic has no lists: of `a,b@base` it takes `a,b` for a branch, and ignores it"),
    Difference("below base", below_base,
               "Alembic counts `base-1` down from the head"),
    Difference("word before @", word_before_at,
               "Alembic takes `head@x` for a branch and ignores `base@` and an empty branch"),
    Difference("branch ignored", branch_ignored,
               "Alembic does not look at the branch of a downgrade's target, nor whether the name "
               "that an upgrade climbs from is on it, and takes what follows the last `@`; here "
               "`branch@` always narrows"),
    Difference("history traceback", history_traceback,
               "Alembic's `history -r` ends in a traceback"),
    Difference("history order", history_order,
               "the same revisions, no older one first: what only dependencies tie to the start is not "
               "listed, but takes its part in the order here"),
    Difference("history branch", history_branch,
               "Alembic narrows `history -r branch@…` by labels alone, and takes the end by label "
               "too; here a branch is the lineage of any revision, label or prefix"),
]


@dataclass
class Broken:
    codes: set
    undetected: str = ""


BROKEN = {
    "cycle": Broken({"SQ2004"}, "Alembic misses a cycle that another head and a base reach: it runs "
                                "a wrong order, or for ever"),
    "dependency cycle": Broken({"SQ2004"}, "the same, through dependencies"),
    "self loop": Broken({"SQ2004"}),
    "missing parent": Broken({"SQ2002"}),
    "missing dependency": Broken({"SQ2003"}),
    "duplicate id": Broken({"SQ2001", "SQ2004"}, "Alembic warns, and the last file replaces the other"),
    "duplicate label": Broken({"SQ2005"}),
    "label is an id": Broken({"SQ2005"}),
}

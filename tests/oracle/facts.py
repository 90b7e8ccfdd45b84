"""A history's facts by brute force, for judging answers where Alembic gives none."""

import re

SYMBOL = re.compile(r"(?:(?P<branch>[^@]*)@)?(?P<name>[^@]*?)(?P<steps>[+-]\d+)?")


class Facts:
    def __init__(self, nodes):
        self.by_id = {n.id: n for n in nodes}
        self.known = {label: n for n in nodes for label in n.labels} | self.by_id
        self.parents = {n.id: list(dict.fromkeys(
            [*n.down, *(self.known[d].id for d in n.depends)])) for n in nodes}
        self.children = {n.id: [c.id for c in nodes if n.id in c.down] for n in nodes}
        self.dependents = {n.id: [c for c, p in self.parents.items() if n.id in p] for n in nodes}
        self.heads = [i for i, c in self.children.items() if not c]
        self.bases = [n.id for n in nodes if not n.down]

    def closure(self, names, edges):
        seen, todo = set(), list(names)
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo.extend(edges[name])
        return seen

    def below(self, names):
        return self.closure(names, self.parents)

    def above(self, names):
        return self.closure(names, self.dependents)

    def maximal(self, applied):
        return sorted(n for n in applied if not applied.intersection(self.dependents[n]))

    def find(self, name):
        """As Alembic looks a name up; None when there is none, or more than one."""
        if name in self.known:
            return self.known[name].id
        matches = [k for k in self.known if len(k) > 3 and k.startswith(name)]
        return self.known[matches[0]].id if name and len(matches) == 1 else None

    def lineage(self, name):
        down = {i: n.down for i, n in self.by_id.items()}
        return self.closure([name], down) | self.closure([name], self.children)


def sides(text):
    """Symbols of the start and of the end, as typed; None for a side that is not there."""
    start, colon, end = text.partition(":")
    if not colon:
        return None, start.split(",")
    return start.split(","), end.split(",")


def parts(symbol):
    """Branch, name and steps of a symbol, each None or text."""
    match = SYMBOL.fullmatch(symbol)
    if not match:
        return None, symbol, None
    return match["branch"], match["name"], match["steps"]

"""Random histories and ranges, from a seed."""

import random
from dataclasses import dataclass, field


@dataclass
class Node:
    id: str
    down: list = field(default_factory=list)
    depends: list = field(default_factory=list)
    labels: list = field(default_factory=list)


LABELS = ["billing", "networking", "net", "core", "reports", "report_x", "a", "x1", "billing2"]


def ids(rng, count):
    style = rng.choice(["hex", "hex", "number", "short", "prefix", "dotted"])
    made = []
    while len(made) < count:
        number = len(made)
        if style == "hex":
            name = "".join(rng.choice("0123456789abcdef") for _ in range(12))
        elif style == "number":
            name = f"{number + 1:04d}"
        elif style == "short":
            name = rng.choice("abcdefg") + str(number)
        elif style == "prefix":
            name = "rev" + "".join(rng.choice("ab") for _ in range(rng.randint(1, 5))) + str(number)
        else:
            name = f"2026.{rng.randint(1, 12)}_{number}"
        if name not in made:
            made.append(name)
    return made


def size(rng):
    return rng.randint(1, 14) if rng.random() < 0.97 else rng.randint(15, 50)


def graph(rng):
    """Nodes in load order; needs always point to nodes made earlier."""
    names = ids(rng, size(rng))
    base = rng.choice([0.02, 0.1, 0.3])
    merge = rng.choice([0.0, 0.15, 0.35])
    depend = rng.choice([0.0, 0.0, 0.15, 0.4])
    recent = rng.choice([1, 2, 4, 1000])
    labels = rng.sample(LABELS, len(LABELS)) if rng.random() < 0.5 else []
    nodes = []
    for name in names:
        node = Node(name)
        pool = [n.id for n in nodes]
        if pool and rng.random() >= base:
            count = 1 if rng.random() >= merge else rng.choice([2, 2, 2, 3])
            near = pool[-recent:] if len(pool[-recent:]) >= count else pool
            node.down = rng.sample(near, min(count, len(near)))
        if pool and rng.random() < depend:
            node.depends = rng.sample(pool, min(rng.choice([1, 1, 2, 3]), len(pool)))
        if labels and rng.random() < 0.25:
            node.labels = [labels.pop() for _ in range(min(rng.choice([1, 1, 2]), len(labels)))]
        nodes.append(node)
    named = {n.id: n.labels for n in nodes}
    for node in nodes:
        node.depends = [rng.choice([d] + named[d]) for d in node.depends]
    if rng.random() < 0.5:
        rng.shuffle(nodes)
    return nodes


def broken(rng):
    """A history with one thing wrong, and which."""
    nodes = graph(rng)
    kind = rng.choice(["cycle", "dependency cycle", "self loop", "missing parent",
                       "missing dependency", "duplicate id", "duplicate label", "label is an id"])
    node, other = rng.choice(nodes), rng.choice(nodes)
    if kind in ("cycle", "dependency cycle"):
        lower = lowest(nodes, node.id)
        if lower is node:
            kind = "self loop"
        elif kind == "cycle":
            lower.down = lower.down + [node.id]
        else:
            lower.depends = lower.depends + [node.id]
    if kind == "self loop":
        getattr(node, rng.choice(["down", "depends"])).append(node.id)
    elif kind == "missing parent":
        node.down = node.down + ["nosuch"]
    elif kind == "missing dependency":
        node.depends = node.depends + ["nosuch"]
    elif kind == "duplicate id":
        nodes.append(Node(node.id, list(node.down)))
    elif kind == "duplicate label":
        node.labels = node.labels + ["twice"]
        other = nodes[(nodes.index(node) + 1) % len(nodes)]
        other.labels = other.labels + ["twice"]
    elif kind == "label is an id":
        node.labels = node.labels + [other.id]
    return kind, nodes


def lowest(nodes, name):
    """Some base below the node, by any edge."""
    known = {n.id: n for n in nodes} | {label: n for n in nodes for label in n.labels}
    node = known[name]
    while node.down or node.depends:
        node = known[(node.down + node.depends)[0]]
    return node


def name(rng, nodes):
    node = rng.choice(nodes)
    labels = [label for n in nodes for label in n.labels]
    pick = rng.random()
    if pick < 0.55:
        return node.id
    if pick < 0.75:
        return node.id[: rng.randint(1, len(node.id))]
    if pick < 0.9 and labels:
        label = rng.choice(labels)
        return label if rng.random() < 0.7 else label[: rng.randint(1, len(label))]
    if pick < 0.97:
        return node.id
    return rng.choice(["nosuch", "zz", "HEAD", "ffffffffffff", "head1"])


def branch(rng, nodes):
    labels = [label for n in nodes for label in n.labels]
    pick = rng.random()
    if labels and pick < 0.6:
        return rng.choice(labels)
    if pick < 0.95:
        return name(rng, nodes)
    return rng.choice(["base", "head", "heads", "", "nosuch"])


def word(rng, nodes):
    return rng.choices(["head", "heads", "base", None], [3, 3, 2, 8])[0] or name(rng, nodes)


def symbol(rng, nodes):
    pick = rng.random()
    text = word(rng, nodes)
    if pick < 0.62:
        return text
    if pick < 0.78:
        return branch(rng, nodes) + "@" + text
    if pick < 0.94:
        steps = f"{rng.choice('+-')}{rng.choice([0, 1, 1, 1, 2, 2, 3, 9])}"
        text = rng.choice(["", text])
        return (branch(rng, nodes) + "@" if rng.random() < 0.3 else "") + text + steps
    if pick < 0.97:
        return rng.choice(["prev", "prev", "prev-1", "current", branch(rng, nodes) + "@prev"])
    return rng.choice([text + "+1x", text + "@", "@" + text, "+", "-", "", " ", text + "-", "a@b@c",
                       text + "+1+1", text + "-x", "--1"])


def side(rng, nodes):
    text = symbol(rng, nodes)
    while rng.random() < 0.06:
        text += "," + symbol(rng, nodes)
    return text


def span(rng, nodes):
    """One `upgrade` or `downgrade` range; half of them ordinary ones, so that most run something."""
    pick = rng.random()
    command = rng.choice(["upgrade", "downgrade"])
    if pick < 0.5:
        low, high = sorted(rng.choices(range(len(nodes)), k=2))
        start, end = nodes[low].id, nodes[high].id
        start = rng.choices([start, "base", side(rng, nodes)], [6, 3, 2])[0]
        end = rng.choices([end, "heads", "head", side(rng, nodes)], [6, 3, 1, 2])[0]
        if command == "downgrade":
            start, end = end, start
        return command, start + ":" + end
    if pick < 0.93:
        return command, side(rng, nodes) + ":" + side(rng, nodes)
    if pick < 0.97:
        return command, side(rng, nodes)
    return command, rng.choice([":", "", "::", "a:b:c", side(rng, nodes) + ":",
                                ":" + side(rng, nodes)])


def history_span(rng, nodes):
    return "history", rng.choice(["", side(rng, nodes)]) + ":" + rng.choice(["", side(rng, nodes)])


def case(seed, ranges):
    rng = random.Random(seed)
    nodes = graph(rng)
    return nodes, [span(rng, nodes) for _ in range(ranges)]

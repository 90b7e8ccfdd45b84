"""What Alembic itself does: its own revision map, walk and version rows, without a database."""

import signal
import types
import warnings
from contextlib import contextmanager

from alembic.runtime import migration
from alembic.script import base as script_base
from alembic.script import revision as script_revision
from alembic.util import to_tuple

# Alembic iterates over Python sets in three places, so that its own answer varies with the hash
# seed. These pin each of them to the order in which the revision was written.


class PinnedMap(script_revision.RevisionMap):
    def _normalize_depends_on(self, revisions, map_):
        super()._normalize_depends_on(revisions, map_)
        for revision in revisions:
            kept = set(revision._normalized_resolved_dependencies)
            revision._normalized_resolved_dependencies = tuple(
                dict.fromkeys(d for d in revision._resolved_dependencies if d in kept))


class PinnedStep(migration.RevisionStep):
    def _unmerge_to_revisions(self, heads):
        order = self.to_revisions
        return tuple(sorted(super()._unmerge_to_revisions(heads), key=order.index))

    def merge_branch_idents(self, heads):
        deleted, updated, to = super().merge_branch_idents(heads)
        order = self.from_revisions
        left = sorted([*deleted, updated], key=order.index)
        return left[:-1], left[-1], to


class Revision(script_revision.Revision):
    module = types.SimpleNamespace(upgrade=lambda: None, downgrade=lambda: None)
    doc = ""


class Rows(migration.HeadMaintainer):
    """Version rows as a set: Alembic's own operations and checks, without the SQL."""

    def __init__(self, heads):
        self.heads = set(heads)

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)

    def _delete_version(self, version):
        self.heads.remove(version)

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)


class Stuck(Exception):
    pass


@contextmanager
def bounded(seconds):
    """A cycle can make Alembic run for ever."""

    def ring(*_):
        raise Stuck

    previous = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def one_or_all(names):
    return None if not names else names[0] if len(names) == 1 else tuple(names)


class Alembic:
    def __init__(self, nodes):
        self.nodes = nodes
        self.script = script_base.ScriptDirectory.__new__(script_base.ScriptDirectory)
        self.script.revision_map = PinnedMap(self.revisions)

    def revisions(self):
        return [Revision(n.id, one_or_all(n.down), one_or_all(n.depends), one_or_all(n.labels))
                for n in self.nodes]

    def load(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self.script.revision_map._revision_map

    def start_rows(self, start):
        """MigrationContext.get_current_heads of an offline run."""
        context = types.SimpleNamespace(as_sql=True, _start_from_rev=start, script=self.script)
        return migration.MigrationContext.get_current_heads(context)

    def upgrade(self, text):
        start = None
        if ":" in text:
            start, text = text.split(":", 2)
        return self.run(start, text, True)

    def downgrade(self, text):
        if ":" not in text:
            return {"error": "downgrade with --sql requires <fromrev>:<torev>"}
        start, text = text.split(":", 2)
        return self.run(start, text, False)

    def history(self, text):
        base, head = text.strip().split(":")
        shown = self.script.walk_revisions(base or "base", head or "heads")
        return {"shown": [r.revision for r in shown]}

    def run(self, start, target, upwards):
        rows = self.start_rows(start)
        plan = self.plan(rows, target, upwards)
        answer = {"start": sorted(rows), "plan": [r.revision for r in plan], "rows": []}
        maintainer = Rows(rows)
        for revision in plan:
            before = set(maintainer.heads)
            try:
                maintainer.update_to_step(
                    PinnedStep(self.script.revision_map, revision, upwards))
            except (AssertionError, KeyError, IndexError) as error:
                answer["row error"] = type(error).__name__
                return answer
            after = set(maintainer.heads)
            answer["rows"].append([sorted(before - after), sorted(after - before)])
        answer["end"] = sorted(maintainer.heads)
        return answer

    def plan(self, rows, target, upwards):
        """ScriptDirectory._upgrade_revs and _downgrade_revs, before they wrap the revisions."""
        if upwards:
            with self.script._catch_revision_errors(end=target):
                steps = self.script.iterate_revisions(target, rows, implicit_base=True)
                return list(reversed(list(steps)))
        with self.script._catch_revision_errors(end=target):
            return list(self.script.iterate_revisions(rows, target, select_for_downgrade=True))

    def ask(self, command, text, seconds=2.0):
        """The answer, or why there is none."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                with bounded(seconds):
                    return getattr(self, command)(text)
            except Stuck:
                return {"error": "stuck"}
            except RecursionError:
                return {"error": "RecursionError"}
            except Exception as error:  # its own errors, and the tracebacks that users get
                return {"error": f"{type(error).__name__}: {error}"}

    def targets(self, names):
        """An upgrade's targets as env.py could give them: several."""
        return to_tuple(names)

"""A first timetable for the solvers to begin with: what is worth most goes in first, as long as the Oracle's checker allows it."""

import time

from rulebook import Check


class Greedy:
    """`held`, entries of a counting model with their starts, and `cover`, keys of its evenings on cover; together they are allowed."""

    # Starts of one thing that are tried.
    TRIES = 30

    def __init__(self, model, options, published, seconds):
        """`options`: (entry, start) of all that can be held."""
        self.model, self.published = model, published
        self.deadline = time.monotonic() + seconds
        self.held, self.cover, self.busy = [], [], {}
        self.worth = self._judged([], [])
        for key in model.cover:
            # Where nobody works on those evenings they cost nothing.
            if self._judged(self.held, [*self.cover, key]) is not None:
                self.cover.append(key)
        of_thing = {}
        for entry, start in options:
            of_thing.setdefault((entry.kind, entry.thing), []).append((entry, start))
        for ways in of_thing.values():
            ways.sort(key=lambda way: (-way[0].points, way[0].evening, way[0].day, way[1]))
        order = {"meeting": 0, "supervision": 1, "session": 2}
        for things in sorted(of_thing.values(), key=lambda ways: (order[ways[0][0].kind], -ways[0][0].points)):
            self._place(things)

    def _place(self, ways):
        tried = 0
        for entry, start in ways:
            if tried == self.TRIES or time.monotonic() > self.deadline:
                return
            spans = [(name, entry.day, start, start + end - begin) for name, begin, end, _ in entry.acts]
            if any(a < last and first < b for name, day, a, b in spans for first, last in self.busy.get((name, day), [])):
                continue
            tried += 1
            worth = self._judged([*self.held, (entry, start)], self.cover)
            # Supervision is worth nothing by itself.
            if worth is not None and (worth > self.worth or entry.kind == "supervision"):
                self.held.append((entry, start))
                self.worth = worth
                for name, day, a, b in spans:
                    self.busy.setdefault((name, day), []).append((a, b))
                return

    def _judged(self, held, cover):
        """The score, or None where it is not allowed."""
        check = Check(self.model.s, self.model.timetable(held, cover), self.published)
        return check.score if check.allowed else None

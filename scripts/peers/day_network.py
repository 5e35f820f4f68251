"""The rules that live inside one practitioner's day, as a flow of one unit through places and times: W2, W3, W4 and travel.

A unit leaves the source where the day holds anything but busy blocks, waits at a place until an activity starts there, passes through it, and goes at
once from its end to the next place, at the price of the way. Waiting is free but stands before an activity only, so that every way joins two
activities and a way by a third place counts only where something is held there. A break (W4) is a way that takes longer.
"""

from bisect import bisect_left
from math import inf


class DayNetwork:
    """Rows and columns of a day. `activities` are (column, start, end, place), one for each option of the practitioner on that day."""

    def __init__(self, rows, scenario, practitioner, day, activities):
        self.rows, self.s, self.p = rows, scenario, practitioner
        self.activities = activities
        self.busy = practitioner.busy[day]
        self.active = rows.column(is_choice=True)
        rows.at_most(0, [(self.active, 1), *((column, -1) for column, *_ in activities)])
        self.starts, self.ends = {}, {}
        for column, start, end, _ in activities:
            self.starts.setdefault(start, []).append(column)
            self.ends.setdefault(end, []).append(column)
        self.has_begun = self._steps(sorted(self.starts), self.starts)
        self.goes_on = self._steps(sorted(self.ends, reverse=True), self.ends)
        self.needs_break = self._longest() > scenario.break_after
        self._flow()
        self._span()
        if self.needs_break:
            self._break()

    def _longest(self):
        first = min([*self.starts, *(block[0] for block in self.busy)])
        return max([*self.ends, *(block[1] for block in self.busy)]) - first

    def _steps(self, times, columns):
        """For each time a column that is 1 where any activity stands at it or at one before it in the order given."""
        steps, last = {}, None
        for time in times:
            steps[time] = self.rows.column()
            # One activity at most starts, or ends, at a time.
            self.rows.at_most(0, [*((column, 1) for column in columns[time]), (steps[time], -1)])
            if last is not None:
                self.rows.at_most(0, [(last, 1), (steps[time], -1)])
            last = steps[time]
        return steps

    # --- W2 and travel ---

    def _flow(self):
        into, out = {}, {}
        for column, start, end, place in self.activities:
            out.setdefault((place, start), []).append(column)
            into.setdefault((place, end), []).append(column)
        for start, end, place in self.busy:
            out.setdefault((place, start), []).append(self.active)
            into.setdefault((place, end), []).append(self.active)
        starts = {}
        for place, start in sorted(out):
            starts.setdefault(place, []).append(start)
        arrivals = {node: [] for node in out}
        first = []
        for place, times in starts.items():
            # From the source to the place's first start; waiting does the rest.
            first.append(self.rows.column())
            arrivals[place, times[0]].append(first[-1])
        self.rows.equal(0, [(self.active, -1), *((column, 1) for column in first)])
        self.breaks = []
        for (place, end), columns in into.items():
            leaving = [self.rows.column()]  # to the sink
            for other, times in starts.items():
                leaving += self._ways(place, end, other, times, arrivals)
            self.rows.equal(0, [*((column, 1) for column in columns), *((column, -1) for column in leaving)])
        for place, times in starts.items():
            waiting = None
            for start in times:
                balance = [*((column, 1) for column in arrivals[place, start]), *((column, -1) for column in out[place, start])]
                if waiting is not None:
                    balance.append((waiting, 1))
                waiting = self.rows.column() if start != times[-1] else None
                if waiting is not None:
                    balance.append((waiting, -1))
                self.rows.equal(0, balance)

    def _ways(self, place, end, other, times, arrivals):
        """From the end of an activity to the first start at another place that it leaves time for, with a break on the way and without."""
        s, minutes = self.s, self.s.travel(place, other)
        arrival = bisect_left(times, end + minutes)
        rested = bisect_left(times, self._rested(end, minutes)) if self.needs_break else len(times)
        ways = []
        for position in dict.fromkeys([arrival, rested]):
            if position < len(times):
                way = self.rows.column(points=-s.weights["travel"] * minutes)
                arrivals[other, times[position]].append(way)
                ways.append(way)
                if position == rested:
                    self.breaks.append(way)
        return ways

    def _rested(self, end, travel):
        """The first minute at which a gap that begins at `end` has been a break (W4)."""
        first, last = self.s.break_window
        pause = self.s.break_minutes
        if pause == 0:
            return end + travel  # Any gap has none of it.
        since = max(end, first)
        return max(since, end + travel) + pause if since + pause <= last else inf

    # --- W3 and W4 ---

    def _too_long(self, minutes):
        """Pairs of a start and the first end that lies more than some minutes after it."""
        ends = sorted(self.goes_on)
        for start in self.has_begun:
            position = bisect_left(ends, start + minutes + 1)
            if position < len(ends):
                yield start, ends[position]

    def _span(self):
        for start, end in self._too_long(self.p.span):
            self.rows.at_most(1, [(self.has_begun[start], 1), (self.goes_on[end], 1)])

    def _break(self):
        has_break = self.rows.column()
        self.rows.at_most(0, [(has_break, 1), *((way, -1) for way in self.breaks)])
        after = self.s.break_after
        for start, end in self._too_long(after):
            self.rows.at_most(1, [(self.has_begun[start], 1), (self.goes_on[end], 1), (has_break, -1)])
        if not self.busy:
            return
        first, last = min(block[0] for block in self.busy), max(block[1] for block in self.busy)
        if last - first > after:
            self.rows.at_most(0, [(self.active, 1), (has_break, -1)])
        for start, column in self.has_begun.items():
            if last - start > after:
                self.rows.at_most(0, [(column, 1), (has_break, -1)])
        for end, column in self.goes_on.items():
            if end - first > after:
                self.rows.at_most(0, [(column, 1), (has_break, -1)])

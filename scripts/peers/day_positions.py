"""The rules that live inside one practitioner's day, over positions that its activities take in order of time: W2, W3, W4, V4 and travel."""

from itertools import pairwise


class DayPositions:
    """Variables of a day: `starts`, `ends` and `is_used` of its positions, the first ones first; `travelled` minutes between them.

    `activities` are (is chosen, start, minutes, place, whether it is a session); `is_on_cover` is None where nobody could cover. What stands at a position that is
    not used means nothing.
    """

    def __init__(self, program, scenario, practitioner, day, activities, is_on_cover):
        self.program, self.s, self.p = program, scenario, practitioner
        self.activities = activities
        self.busy = practitioner.busy[day]
        limits = [variable_limits(start) for _, start, *_ in activities]
        self.earliest = min([low for low, _ in limits] + [start for start, _, _ in self.busy])
        self.latest = max([high + minutes for (_, high), (_, _, minutes, *_) in zip(limits, activities)] + [end for _, end, _ in self.busy])
        self._positions()
        self._exclusive(day, is_on_cover)
        self._travel()
        self._lengths()

    def _bool(self):
        return self.program.new_bool_var("")

    def _most(self):
        """How many activities a day can hold."""
        sessions = {start.index for _, start, _, _, is_session in self.activities if is_session}
        others = {start.index for _, start, _, _, is_session in self.activities if not is_session}
        shortest = min([minutes for _, _, minutes, *_ in self.activities] + [end - start for start, end, _ in self.busy])
        most = min(len(sessions), self.p.per_day) + len(others) + len(self.busy)
        return max(1, min(most, min(self.p.span, self.latest - self.earliest) // shortest))

    def _positions(self):
        model = self.program
        count = self._most()
        self.is_used = [self._bool() for _ in range(count)]
        for one, two in pairwise(self.is_used):
            model.add_implication(two, one)
        self.starts = [model.new_int_var(self.earliest, self.latest, "") for _ in self.is_used]
        self.ends = [model.new_int_var(self.earliest, self.latest, "") for _ in self.is_used]
        at = [dict() for _ in self.is_used]
        taken, minutes_at = [[] for _ in self.is_used], [[] for _ in self.is_used]
        # Blocks stand wherever the day holds anything.
        fixed = [(self.is_used[0], start, end - start, place) for start, end, place in self.busy]
        self.stands = []
        for is_chosen, start, minutes, place in [*(activity[:4] for activity in self.activities), *fixed]:
            here = [self._bool() for _ in self.is_used]
            self.stands.append(here)
            model.add(sum(here) == is_chosen)
            for position, stands in enumerate(here):
                model.add(self.starts[position] == start).only_enforce_if(stands)
                taken[position].append(stands)
                minutes_at[position].append((stands, minutes))
                at[position].setdefault(place, []).append(stands)
        self.at = []
        for position, is_used in enumerate(self.is_used):
            model.add(sum(taken[position]) == is_used)
            length = sum(stands * minutes for stands, minutes in minutes_at[position])
            model.add(self.ends[position] == self.starts[position] + length)
            self.at.append({place: self._any(stands) for place, stands in at[position].items()})
        # A day of busy blocks alone is none.
        model.add_bool_or([is_chosen for is_chosen, *_ in self.activities]).only_enforce_if(self.is_used[0])

    def _any(self, literals):
        """Whether one of some literals is true, of which one at most can be."""
        if len(literals) == 1:
            return literals[0]
        found = self._bool()
        self.program.add(sum(literals) == found)
        return found

    def _exclusive(self, day, is_on_cover):
        """What the order says already, said once more of the intervals; and V4."""
        model = self.program
        intervals = [model.new_optional_fixed_size_interval_var(start, minutes, is_chosen, "") for is_chosen, start, minutes, *_ in self.activities]
        intervals += [model.new_optional_fixed_size_interval_var(start, end - start, self.is_used[0], "") for start, end, _ in self.busy]
        if is_on_cover is not None:
            intervals += [
                model.new_optional_fixed_size_interval_var(start, end - start, is_on_cover, "") for start, end in self.p.evenings[day]]
        model.add_no_overlap(intervals)

    def _travel(self):
        model, ways = self.program, [self.s.travel(a, b) for a in self.at[0] for b in self.at[0]]
        self.travelled = [model.new_int_var(0, max(ways), "") for _ in self.is_used[1:]]
        for position, minutes in enumerate(self.travelled):
            after = self.is_used[position + 1]
            for one, is_here in self.at[position].items():
                for two, is_there in self.at[position + 1].items():
                    way = self.s.travel(one, two)
                    if way:
                        model.add(minutes >= way).only_enforce_if(is_here, is_there)
            model.add(self.starts[position + 1] >= self.ends[position] + minutes).only_enforce_if(after)

    def _lengths(self):
        """W3 and W4."""
        model, after = self.program, self.s.break_after
        longest = self.latest - self.earliest
        has_break = self._break() if longest > after else None
        for end, is_used in zip(self.ends, self.is_used):
            if longest > self.p.span:
                model.add(end - self.starts[0] <= self.p.span).only_enforce_if(is_used)
            if has_break is not None:
                model.add(end - self.starts[0] <= after).only_enforce_if(is_used, ~has_break)

    def _break(self):
        """Whether some gap is the day's break."""
        model, pause = self.program, self.s.break_minutes
        first, last = self.s.break_window
        rests = []
        for position, minutes in enumerate(self.travelled):
            rest = self._bool()
            rests.append(rest)
            end, start = self.ends[position], self.starts[position + 1]
            model.add_implication(rest, self.is_used[position + 1])
            model.add(start >= end + minutes + pause).only_enforce_if(rest)
            if pause:
                # Any gap has none of it.
                model.add(start >= max(first + pause, self.earliest)).only_enforce_if(rest)
                model.add(end <= last - pause).only_enforce_if(rest)
        has_break = self._bool()
        if self.s.break_window[1] - self.s.break_window[0] < pause:
            model.add(has_break == 0)
        model.add_bool_or([*rests, ~has_break])
        return has_break


    def hint(self, chosen):
        """Hints for a day on which the activities at some positions of `activities` start at the minutes given; nothing where there are none."""
        model = self.program
        order = sorted((start, number) for number, start in chosen.items())
        if order:
            order = sorted(order + [(block[0], len(self.activities) + number) for number, block in enumerate(self.busy)])
        position_of = {number: position for position, (_, number) in enumerate(order)}
        for number, here in enumerate(self.stands):
            for position, stands in enumerate(here):
                model.add_hint(stands, position_of.get(number) == position)
        for position, is_used in enumerate(self.is_used):
            model.add_hint(is_used, position < len(order))
        for (start, _), variable in zip(order, self.starts):
            model.add_hint(variable, start)


def variable_limits(variable):
    domain = list(variable.proto.domain)
    return domain[0], domain[-1]

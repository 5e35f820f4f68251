"""Random tiny scenarios that between them use every feature of the rulebook, small enough for `bruteforce.py`.

    python3 random_scenarios.py --seed N --count M --output DIR [--expected]

writes DIR/NNN.json, DIR/NNN.published.json where a published timetable goes with it, and with --expected DIR/expected.json
{file name: optimum in points}. The same seed gives the same files. A scenario on which brute force needs more than NODES
nodes is thrown away and drawn again.
"""

import argparse
import copy
import datetime
import json
import random
import sys
from pathlib import Path

from bruteforce import BruteForce, TooLarge
from random_timetables import greedy
from scenario import DAYS, MODES, Scenario

NODES = 25000
OPTIONS = 400
WEEK = "2026-11-23"


def clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


def window(start, end):
    return f"{clock(start)}-{clock(min(1440, end))}"


def date(day):
    return (datetime.date.fromisoformat(WEEK) + datetime.timedelta(days=day)).isoformat()


class Generator:
    def __init__(self, rng):
        self.rng = rng
        self.grid = rng.choice([15, 15, 30, 30, 60, 20])
        # What the scenario is rich in, so that the rules meet each other often enough.
        self.flavour = rng.choice([None, None, "evening", "evening", "rest", "day"])
        first, count = rng.randrange(0, 5), rng.choice({"rest": [2, 2, 3], "day": [1]}.get(self.flavour, [1, 1, 2, 2, 3]))
        self.days = [day for day in range(first, first + count) if day < 7]
        self.after_hours_from = rng.choice([15 * 60 + 30, 16 * 60, 16 * 60 + 30, 17 * 60, 11 * 60])

    def maybe(self, chance):
        return self.rng.random() < chance

    def some(self, things, chance=0.5):
        return [thing for thing in things if self.maybe(chance)]

    def day_key(self, days):
        """Some days as one key of a Weekly: a range where they follow each other, or names with spaces."""
        if len(days) > 1 and days[-1] - days[0] == len(days) - 1 and self.maybe(0.5):
            return f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
        return " ".join(DAYS[day] for day in days)

    def weekly(self, make, days=None):
        """A Weekly whose windows `make` draws, now and then one for all days, two windows a day, or a day left out."""
        days = days or self.days
        if self.maybe(0.4):
            return {self.day_key(days): make()}
        return {DAYS[day]: [make(), make()] if self.maybe(0.15) else make() for day in days if self.maybe(0.9)}

    def scenario(self):
        rng = self.rng
        data = {"format": "diary-scenario/1", "service": "Random", "week": WEEK}
        if self.grid != 15 or self.maybe(0.5):
            data["grid"] = self.grid
        data["rules"] = self.rules()
        self.places = ["base"] + rng.sample(["east", "north", "south", "west"], rng.choice([1, 2, 2, 3]))
        self.people = [f"p{k}" for k in range(1, rng.choice(
            {"rest": [2, 2, 3], "day": [2, 2, 3], "evening": [3, 4]}.get(self.flavour, [2, 3, 3, 4])) + 1)]
        self.areas = ["inner", "outer"] if self.maybe(0.3) else []
        data["travel"] = self.travel()
        data["weights"] = self.weights()
        data["session-types"] = self.types()
        data["places"] = [self.place(name) for name in self.places]
        data["practitioners"] = [self.practitioner(name) for name in self.people]
        self.supervision(data["practitioners"])
        if self.maybe(0.4):
            data["meetings"] = [self.meeting(f"m{k}") for k in range(rng.choice([1, 1, 2]))]
        data["requests"] = [self.request(f"r{k}", data) for k in range(1, rng.choice([2, 3, 4, 5, 5, 6, 6, 7, 7]) + 1)]
        return data

    def rules(self):
        rng, rules = self.rng, {}
        if self.after_hours_from != 16 * 60 + 30 or self.maybe(0.3):
            rules["after-hours-from"] = clock(self.after_hours_from)
        if self.maybe(0.3):
            rules["after-hours-slots"] = rng.choice([0, 1, 1, 2, 3])
        if self.maybe(0.8 if self.flavour == "evening" else 0.35):
            rules["cover-ratio"] = rng.choice([1, 1, 1, 2, 4])
        if self.maybe(0.9 if self.flavour == "rest" else 0.4):
            rules["rest"] = rng.choice([780, 840, 900, 960, 1200] if self.flavour == "rest" else [0, 45, 600, 840, 960])
        if self.maybe(0.7 if self.flavour == "day" else 0.3):
            start = rng.choice([11, 12, 13]) * 60
            pause = {"after": rng.choice([0, 120, 180, 240, 300]), "minutes": rng.choice([0, 20, 30, 45, 60]),
                     "window": window(start, start + rng.choice([60, 90, 180]))}
            rules["break"] = {key: pause[key] for key in self.some(pause, 0.8)}
        return rules

    def travel(self):
        rng, travel = self.rng, {}
        if self.maybe(0.3):
            travel["fixed"] = rng.choice([0, 5, 15])
        if self.maybe(0.2):
            travel["minutes-per-km"] = rng.choice([0, 2.5, 4.75])
        if self.maybe(0.2):
            travel["detour"] = rng.choice([1, 1.25])
        if self.flavour == "day":
            travel["fixed"] = 20
        pairs = [(a, b) for k, a in enumerate(self.places) for b in self.places[k + 1:]]
        chosen = self.some(pairs, 0.5) if self.maybe(0.5) else []
        if chosen:
            travel["between"] = [{"from": a, "to": b, "minutes": rng.choice([0, 5, 10, 15, 25, 40, 70, 95])} for a, b in chosen]
        return travel

    def weights(self):
        rng = self.rng
        figures = {"wait": [0, 1.5, 0.125, -0.0], "mode-step": [0, 3.25, 12], "named": [0, 7.5, 0.001],
                   "travel": [0, 0.333, 1, 0.05, -0.0], "evening": [0, 25.5, 60, 130], "shortage": [0, 12.5, 80],
                   "missed-meeting": [0, 40.125, 90], "pin": [0, 30.25, 200], "change": [0, 5.5, 45, 120]}
        weights = {key: rng.choice(values) for key, values in figures.items() if self.maybe(0.3)}
        weights["groups"] = {"carers": rng.choice([0, 12.5, 25]), "new": 7.125}
        if self.maybe(0.3):
            weights["priority"] = {"high": 60.5} | ({"soon": 33} if self.maybe(0.5) else {})
        self.priorities = ["routine", "high", "urgent"] + [key for key in weights.get("priority", {}) if key == "soon"]
        return weights

    def lengths(self, modes):
        return {mode: {"minutes": self.rng.choice([20, 30, 45, 50, 60, 75, 100])}
                | ({"after": self.rng.choice([0, 10, 15, 15, 60])} if self.maybe(0.8) else {}) for mode in modes}

    def types(self):
        rng, types = self.rng, {}
        for key in ["solo", "call", "joint"]:
            if key != "solo" and self.maybe(0.35):
                continue
            modes = {"solo": MODES, "call": ["video", "phone"], "joint": ["in-person", "video"]}[key]
            modes = [mode for mode in modes if self.maybe(0.95)] or ["video"]
            types[key] = {"modes": self.lengths(modes)}
            if self.maybe(0.3):
                types[key]["order"] = rng.sample(modes, len(modes))
            if self.maybe(0.25):
                types[key]["room"] = "hall"
            if self.maybe(0.15):
                types[key]["skills"] = ["cbt"]
            if key == "joint":
                types[key]["staff"] = rng.choice([2, 2, [[], ["ep"]], [["ep"], ["cbt"]], [[], []]])
                types[key]["value"] = rng.choice([200, 260.5])
            elif self.maybe(0.3):
                types[key]["value"] = rng.choice([40, 99.999, 120])
                if self.maybe(0.3):
                    types[key]["staff"] = rng.choice([1, [["ep"]], [[]]])
        return types

    def place(self, name):
        rng = self.rng
        place = {"id": name, "kind": "base" if name == "base" else "community" if name == "west" else "school",
                 "at": [round(51.5 + rng.uniform(-0.04, 0.04), 4), round(rng.uniform(-0.06, 0.06), 4)]}
        if place["kind"] == "base" and self.maybe(0.3):
            place["at"] = [51.5, -0.0]
        if self.areas and self.maybe(0.8):
            place["area"] = rng.choice(self.areas)
        if self.maybe(0.5):
            place["open"] = self.weekly(lambda: window(rng.choice([480, 510, 570]), rng.choice([720, 930, 990, 1110])))
        if self.maybe(0.12):
            place["closed"] = [date(rng.choice(self.days))] + [date(9)] * self.maybe(0.3)
        if self.maybe(0.12):
            place["onsite"] = False
        if self.maybe(0.65):
            rooms = {"private": rng.choice([0, 1, 1, 1, 2]), "hub": rng.choice([0, 1, 1, 2]), "hall": rng.choice([0, 1, 1])}
            place["rooms"] = {key: rooms[key] for key in rooms if self.maybe(0.9)}
        if self.maybe(0.3):
            place["hub-open"] = self.weekly(lambda: window(rng.choice([540, 600]), rng.choice([720, 900])))
        if self.maybe(0.35):
            place["named"] = self.some(self.people, 0.4)
        if self.maybe(0.4):
            place["minimum"] = rng.choice([0, 1, 2, 3])
        return place

    def practitioner(self, name):
        rng = self.rng
        kind = rng.choice(["wide", "wide", "wide", "early"] if self.flavour in ("rest", "day", "evening") else ["day", "day", "day", "wide", "early", "late", "split"])
        hours = {"day": lambda: window(540, 1020), "wide": lambda: window(480, 1200),
                 "early": lambda: window(450, rng.choice([660, 720])),
                 "late": lambda: window(rng.choice([720, 780]), rng.choice([1080, 1140])),
                 "split": lambda: [window(540, 720), window(780, 1020)]}[kind]
        p = {"id": name, "desk": rng.choice(["base", "base", rng.choice(self.places)]),
             "hours": {self.day_key(self.days): hours()} if kind == "split" else self.weekly(hours)}
        if self.maybe(0.2):
            p["qualified"] = False
        if self.areas and self.maybe(0.5):
            p["serves"] = self.some(self.areas, 0.6)
        p["skills"] = self.some(["cbt", "ep"], 0.75)
        if self.maybe(0.8 if self.flavour == "evening" else 0.45):
            p["evenings"] = self.weekly(lambda: window(rng.choice([990, 1020, 1020, 1080]), rng.choice([1140, 1200, 1260])))
        if self.maybe(0.07):
            p["away"] = [date(rng.choice(self.days))]
        if self.maybe(0.15):
            p["modes"] = self.some(MODES, 0.7)
        if self.maybe(0.15):
            p["in-person-at"] = self.some(self.places, 0.6)
        if self.maybe(0.35):
            limits = {"sessions-per-day": rng.choice([0, 1, 1, 2, 2, 3]), "sessions-per-week": rng.choice([0, 1, 2, 2, 3, 4]),
                      "evenings-per-week": rng.choice([0, 1, 2, 3]), "span": rng.choice([120, 240, 300, 360, 480, 700, 720])}
            p["limits"] = {key: limits[key] for key in self.some(limits, 0.4)}
        if self.maybe(0.3):
            p["busy"] = [self.busy(rng.choice(self.days + [max(0, self.days[0] - 1)])) for _ in range(rng.choice([1, 1, 2]))]
        return p

    def busy(self, day):
        start = self.rng.choice([420, 540, 600, 685, 780, 1020, 1200])
        block = {"day": DAYS[day], "window": window(start, start + self.rng.choice([30, 55, 90, 180])), "label": "University"}
        if self.maybe(0.5):
            block["place"] = self.rng.choice(self.places)
        return block

    def supervision(self, people):
        rng = self.rng
        supervisors = [p for p in people if self.maybe(0.4)] or ([people[-1]] if self.maybe(0.5) else [])
        for s in supervisors:
            s["supervises"] = {"minutes-per-week": rng.choice([0, 30, 60, 60, 120])}
            if self.maybe(0.7):
                s["hours"] = self.weekly(lambda: rng.choice([window(540, 660), window(600, 750), window(840, 960)]))
        for p in people:
            if self.maybe(0.5 if self.flavour == "evening" else 0.25):
                p["cover"] = {"evenings-per-week": rng.choice([0, 1, 1, 2])}
                if self.maybe(0.8):
                    p["evenings"] = self.weekly(lambda: window(rng.choice([self.after_hours_from, 1020]), 1200))
            others = [s["id"] for s in supervisors if s is not p]
            if others and self.maybe(0.35):
                p["supervision"] = {"with": self.some(others, 0.6), "minutes": rng.choice([20, 30, 30, 45, 60])}

    def meeting(self, name):
        rng, start = self.rng, self.rng.choice([540, 600, 660, 780, 900])
        meeting = {"id": name, "with": self.some(self.people, 0.6) or self.people[:1],
                   "minutes": rng.choice([20, 30, 45, 60, 90])}
        days = self.rng.sample(self.days, 1)
        meeting["when"] = {DAYS[day]: window(start, start + meeting["minutes"] + self.grid * rng.choice([0, 1, 2])) for day in days}
        if self.maybe(0.5):
            meeting["place"] = rng.choice(self.places)
        return meeting

    def request(self, name, data):
        rng = self.rng
        key = rng.choice(list(data["session-types"]))
        kind = data["session-types"][key]
        r = {"id": name, "type": key}
        if self.maybe(0.85):
            r["school"] = rng.choice(self.places if self.maybe(0.2) else self.places[1:])
        if self.maybe(0.2):
            r["place"] = rng.choice(self.places)
        if self.maybe(0.25):
            r["client"] = rng.choice(["c1", "c2", "r1"])
        remote = [mode for mode in kind["modes"] if mode in ("video", "phone")]
        if self.flavour == "evening" and remote and self.maybe(0.7):
            r["modes"] = rng.sample(remote, rng.randint(1, len(remote)))
        elif self.maybe(0.5):
            r["modes"] = rng.sample(list(kind["modes"]), rng.randint(1, len(kind["modes"])))
            if self.maybe(0.1):
                r["modes"] = list(dict.fromkeys([rng.choice(MODES)] + r["modes"]))
        longest = max(length["minutes"] for length in kind["modes"].values())

        def narrow(starts):
            start = rng.choice(starts)
            return window(start, start + longest + rng.choice([0, self.grid, 2 * self.grid, 3 * self.grid, 90, 180]))
        late = [self.after_hours_from - 30, self.after_hours_from, self.after_hours_from + 30, 1020, 1080]
        by_day = {"rest": [480, 510, 540], "day": [510, 570, 630, 690, 750, 780, 840, 900]}.get(
            self.flavour, [510, 540, 540, 580, 600, 600, 660, 720, 780, 840, 900])
        r["at-school"] = self.weekly(lambda: narrow(by_day), self.client_days())
        if self.maybe(0.95):
            times = {"evening": late[1:3], "rest": [480, 540, 1020, 1080, 1110]}.get(self.flavour, late + [600, 720])
            r["at-home"] = self.weekly(lambda: narrow(times), self.client_days())
        if self.maybe(0.6 if self.flavour == "rest" else 0.2):
            r["practitioner"] = rng.choice(self.people)
        if self.maybe(0.1):
            r["skills"] = ["ep"]
        if self.maybe(0.4):
            r["priority"] = rng.choice(self.priorities)
        if self.maybe(0.5):
            r["weeks-waiting"] = rng.choice([0, 1, 5, 25, 26, 27, 60])
        if self.maybe(0.3):
            r["groups"] = self.some(["carers", "new"], 0.6)
        return r

    def client_days(self):
        return sorted(self.rng.sample(self.days, self.rng.choice([len(self.days), self.rng.randint(1, len(self.days))])))

    # --- what needs options to draw from ---

    def pin(self, data, search):
        """Pins one request, mostly to something that could be, now and then to something that could not."""
        sessions = [o for o in search.options if o.section == "sessions"]
        requests = {r["id"]: r for r in data["requests"]}
        for _ in range(self.rng.choice([1, 1, 2])):
            if sessions:
                entry = self.rng.choice(sessions).entry
                day = (datetime.date.fromisoformat(entry["start"][:10]) - datetime.date.fromisoformat(WEEK)).days
                time = entry["start"][11:] if self.maybe(0.8) else clock(self.rng.randrange(540, 1080, self.grid))
                people = entry["practitioners"][::-1] if self.maybe(0.5) else entry["practitioners"]
                requests[entry["request"]]["pinned"] = {
                    "practitioners": people, "mode": entry["mode"], "start": f"{DAYS[day]} {time}"}

    def published(self, search):
        """An earlier timetable of the week: an allowed one with some sessions moved, added, or of people and requests gone."""
        timetable = copy.deepcopy(greedy(search, self.rng))
        sessions = [o for o in search.options if o.section == "sessions"]
        for entry in timetable["sessions"]:
            if self.maybe(0.3):
                others = [o.entry for o in sessions if o.entry["request"] == entry["request"]]
                entry.update(self.rng.choice(others))
            elif self.maybe(0.1):
                entry["practitioners"] = ["gone"] + entry["practitioners"][1:]
            elif self.maybe(0.1):
                entry["start"] = entry["start"][:-2] + "07"
            elif self.maybe(0.15):
                entry["practitioners"] = entry["practitioners"][::-1]
        if self.maybe(0.3):
            timetable["sessions"].append({"request": "gone", "practitioners": ["p1"], "mode": "video",
                                          "start": f"{date(self.days[0])}T10:00"})
        return timetable


def draw(seed):
    """(scenario, published or None, optimum in thousandths) for a seed."""
    for attempt in range(1000):
        generator = Generator(random.Random(f"{seed}/{attempt}"))
        data = generator.scenario()
        search = BruteForce(Scenario(data))
        sessions = sum(o.section == "sessions" for o in search.options)
        if len(search.options) > OPTIONS or sessions < generator.rng.choice([1, 8, 15, 15, 30]):
            continue
        if generator.maybe(0.25):
            generator.pin(data, search)
        published = generator.published(BruteForce(Scenario(data))) if generator.maybe(0.3) else None
        try:
            best, timetable = BruteForce(Scenario(data), published, NODES).solve()
        except TooLarge:
            continue
        if not timetable["sessions"] and generator.maybe(0.85):
            continue
        return data, published, best
    raise SystemExit(f"no scenario for seed {seed}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--output", required=True)
    parser.add_argument("--expected", action="store_true")
    options = parser.parse_args()
    output, expected = Path(options.output), {}
    output.mkdir(parents=True, exist_ok=True)
    for k in range(1, options.count + 1):
        data, published, best = draw(f"{options.seed}/{k}")
        data["service"] = f"Random {options.seed}-{k:03d}"
        (output / f"{k:03d}.json").write_text(json.dumps(data, indent=1) + "\n")
        if published is not None:
            published["service"] = data["service"]
            (output / f"{k:03d}.published.json").write_text(json.dumps(published, indent=1) + "\n")
        expected[f"{k:03d}.json"] = best / 1000
    if options.expected:
        (output / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""python3 -m unittest discover Tests/Oracle: the oracle against reasoning, and its search against plain enumeration."""

import json
import math
import random
import tempfile
import unittest
from pathlib import Path

from bruteforce import BruteForce
from random_scenarios import Generator
from random_timetables import judged
from rulebook import Check
from scenario import Scenario, load

MICRO = Path(__file__).resolve().parents[3] / "shared/data/instances/micro"
SMALL = {
    "service": "Small", "week": "2026-11-23",
    "session-types": {"solo": {"modes": {"in-person": {"minutes": 45, "after": 15}, "video": {"minutes": 50}}}},
    "places": [{"id": "base", "at": [51.5, -0.1]}, {"id": "a", "at": [51.52, -0.1], "named": ["p1"], "minimum": 2}],
    "practitioners": [{"id": "p1", "desk": "base", "hours": {"mon-fri": "09:00-17:00"}}],
    "requests": [{"id": "r1", "type": "solo", "school": "a"}, {"id": "r2", "type": "solo", "school": "a"}],
}


def timetable(*sessions, **sections):
    return {"service": "Small", "week": "2026-11-23", **sections, "sessions": [
        {"request": request, "practitioners": [person], "mode": mode, "start": f"2026-11-{start}"}
        for request, person, mode, start in sessions]}


class Rules(unittest.TestCase):
    def check(self, *sessions, **changes):
        return Check(Scenario(SMALL | changes), timetable(*sessions))

    def test_travel_is_rounded_up_to_the_grid_and_charged(self):
        # 0.02 degrees of latitude are 2.2239 km: 10 + 3 x 1.3 x 2.2239 = 18.7 minutes, so 30.
        self.assertEqual(Scenario(SMALL).travel("base", "a"), 30)
        right = self.check(("r1", "p1", "in-person", "23T14:30"), ("r2", "p1", "video", "23T16:00"))
        # 105 in person + 97 by video (second mode, -8, named +5), 30 minutes on the way.
        self.assertEqual((right.allowed, right.score), (True, 105_000 + 97_000 - 3_000))
        self.assertEqual(self.check(("r1", "p1", "in-person", "23T14:45"), ("r2", "p1", "video", "23T16:00")).rules, {"W2"})

    def test_shortage_counts_against_the_requests(self):
        self.assertEqual(self.check().score, -60_000)

    def test_form(self):
        for start in ("23T10:05", "23T10:00:00", "23T10:00Z", "30T10:00"):
            self.assertEqual(self.check(("r1", "p1", "in-person", start)).rules, {"F1"})
        self.assertEqual(self.check(("r1", "p1", "phone", "23T16:00")).rules, {"S3"})

    def test_break_may_be_cured_by_a_further_session(self):
        long = {"long": {"modes": {"in-person": {"minutes": 375}}}, **SMALL["session-types"]}
        requests = [{"id": "r1", "type": "long", "school": "base"}, {"id": "r2", "type": "solo", "school": "base"}]
        wide = {"rules": {"break": {"window": "09:00-17:00", "minutes": 15}}, "session-types": long, "requests": requests,
                "places": [SMALL["places"][0] | {"open": {"mon": "08:00-20:00"}}, SMALL["places"][1]]}
        alone = ("r1", "p1", "in-person", "23T09:00")
        self.assertEqual(self.check(alone, **wide).rules, {"W4"})
        self.assertEqual(self.check(alone, ("r2", "p1", "in-person", "23T15:15"), **wide).rules, {"W4"})
        self.assertTrue(self.check(alone, ("r2", "p1", "in-person", "23T15:30"), **wide).allowed)


class Files(unittest.TestCase):
    def test_yaml_tables_extends_and_remove(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "people.csv").write_bytes(
                "\ufeffid,desk,hours,away,busy,limits.span,supervision.with,supervision.minutes,supervises.minutes-per-week\r\n"
                "p1,base,mon-tue 09:00-12:00; mon 13:00-15:00,-,wed 09:00-12:00 \"University\" @a,300,s1,30,\r\n"
                "s1,base,mon-fri 09:00-17:00,2026-11-27,,,,,60\r\n".encode())
            (folder / "base.yaml").write_text(
                "service: Small\nweek: 2026-11-23\nrules: {after-hours-from: 16:00}\n"
                "session-types: {solo: {modes: {video: {minutes: 50}}}}\n"
                "places: [{id: base, at: [51.5, -0.1]}, {id: a, at: [51.52, -0.1], open: {mon: '09:00-10:00'}, named: [p1, s1]}]\n"
                "practitioners: people.csv\n"
                "requests: [{id: r1, type: solo, school: a, weeks-waiting: 3}, {id: r2, type: solo}]\n")
            (folder / "variant.yaml").write_text(
                "extends: base.yaml\nplaces: [{id: a, open: {tue: '11:00-12:00'}}]\n"
                "requests: [{id: r1, weeks-waiting: null, priority: high}]\nremove: {practitioners: [s1], requests: [r2]}\n")
            base, variant = load(folder / "base.yaml"), load(folder / "variant.yaml")
        self.assertEqual(base.after_hours_from, 960)
        p1 = base.practitioners["p1"]
        self.assertEqual((p1.hours[0], p1.hours[1]), ([(540, 720), (780, 900)], [(540, 720)]))
        self.assertEqual((p1.busy[2], p1.span, p1.supervisors, p1.away), ([(540, 720, "a")], 300, ["s1"], set()))
        self.assertEqual(base.practitioners["s1"].hours[4], [])
        self.assertEqual((base.requests["r1"].weeks, variant.requests["r1"].weeks, variant.requests["r1"].priority), (3, 0, "high"))
        self.assertEqual((list(variant.requests), list(variant.practitioners)), (["r1"], ["p1"]))
        self.assertEqual((variant.places["a"].open[0], variant.places["a"].open[1]), ([], [(660, 720)]))
        self.assertEqual((variant.places["a"].named, variant.practitioners["p1"].supervisors), ({"p1"}, []))


class Search(unittest.TestCase):
    @unittest.skipUnless(MICRO.exists(), "the shared data is not beside this project")
    def test_micro_cases(self):
        for name, case in json.loads((MICRO / "expected.json").read_text()).items():
            self.assertEqual(BruteForce(load(MICRO / f"{name}.json")).solve()[0] / 1000, case["best"], name)

    def test_against_plain_enumeration(self):
        tried = 0
        for seed in range(150):
            scenario = Scenario(Generator(random.Random(f"plain/{seed}")).scenario())
            search = BruteForce(scenario)
            evenings = sum(bool(windows) for p in scenario.practitioners.values() if p.cover for windows in p.evenings)
            size = 2 ** evenings * math.prod(item.mask.bit_count() + 1 for item in search.items)
            if 30 < size < 3000:
                tried += 1
                self.assertEqual(search.solve()[0], BruteForce(scenario).plain()[0], seed)
        self.assertGreater(tried, 20)


class Fixtures(unittest.TestCase):
    """What is committed is still what this folder says."""

    FOLDER = Path(__file__).parent / "Fixtures"

    def test_optima(self):
        for case in json.loads((self.FOLDER / "optima.json").read_text()):
            best, _ = BruteForce(Scenario(case["scenario"]), case["published"]).solve()
            self.assertEqual(best, round(case["optimum"] * 1000), case["name"])

    def test_verdicts(self):
        for case in json.loads((self.FOLDER / "verdicts.json").read_text()):
            for verdict in case["timetables"]:
                self.assertEqual(judged(Scenario(case["scenario"]), verdict["timetable"], case["published"]), verdict, case["name"])


if __name__ == "__main__":
    unittest.main()

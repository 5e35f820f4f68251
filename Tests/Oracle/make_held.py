"""Writes Fixtures/held-optima.json: for weeks of the other fixtures, the best score of every week that holds a given request.

For each request that an optimal timetable of the week lacks: the optimum of the week in which holding that request brings a
bonus that outweighs everything, less the bonus; null where no allowed timetable holds it.
"""

import json
from pathlib import Path

from bruteforce import BruteForce, TooLarge
from scenario import Scenario

FIXTURES = Path(__file__).parent / "Fixtures"
BONUS = 1_000_000  # points
NODES = 300_000


def held_optimum(data, published, request):
    """Thousandths of a point, or None where the request cannot be held."""
    data = json.loads(json.dumps(data))
    weights = data.setdefault("weights", {})
    weights["groups"] = (weights.get("groups") or {}) | {"held": BONUS}
    for entry in data["requests"]:
        if entry["id"] == request:
            entry["groups"] = (entry.get("groups") or []) + ["held"]
    best, _ = BruteForce(Scenario(data), published, NODES).solve()
    return best - BONUS * 1000 if best > BONUS * 500 else None


def main():
    result = []
    for file, most in (("optima.json", 64), ("more-optima.json", 40)):
        for entry in json.loads((FIXTURES / file).read_text())[:most]:
            data, published = entry["scenario"], entry["published"]
            try:
                _, timetable = BruteForce(Scenario(data), published, NODES).solve()
                held = {session["request"] for session in timetable["sessions"]}
                missing = [request["id"] for request in data["requests"] if request["id"] not in held]
                optima = {request: held_optimum(data, published, request) for request in missing}
            except TooLarge:
                continue
            if optima:
                optima = {request: value if value is None else value / 1000 for request, value in optima.items()}
                result.append({"file": file, "name": entry["name"], "timetable": timetable, "held": optima})
    lines = ",\n".join(json.dumps(entry) for entry in result)
    (FIXTURES / "held-optima.json").write_text(f"[\n{lines}\n]\n")
    print(len(result), "weeks,", sum(len(entry["held"]) for entry in result), "requests")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Reads calendar files with other people's software and compares what it finds with what was meant.

    read_back.py ENVIRONMENT FOLDER...

ENVIRONMENT is a folder for a virtual environment, which is made and filled (requirements.txt) where it is not there yet.
Each FOLDER holds calendar files at any depth and an `expectation.json`:

    {"zone": "Europe/London",
     "files": {"service.ics": {"name": ..., "events": [
         {"uid", "start", "end", "summary", "description", "location", "geo", "category", "status", "transparent", "sequence"}]}}}

`start` and `end` are moments in seconds since 1970; texts are as people read them, and null where the event has none.

The readers:
  icalendar        with the zone as its name says (what Google, Apple and Thunderbird do)
  icalendar/own    with the zone as the file's VTIMEZONE says (what Outlook does)
  vobject          with dateutil's reading of the VTIMEZONE
  ics              with its own grammar of the RFC

Prints every difference and exits with 1 where there is any; otherwise prints how much was compared.
"""

import hashlib
import json
import os
import pathlib
import subprocess
import sys
import venv

REQUIREMENTS = pathlib.Path(__file__).resolve().parent / "requirements.txt"


def enter(environment: pathlib.Path) -> None:
    """Goes on inside the virtual environment, which is made first where it is missing or made for other requirements."""
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark = environment / "requirements.sha256"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    if not (python.exists() and mark.exists() and mark.read_text() == wanted):
        venv.create(environment, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS], check=True
        )
        mark.write_text(wanted)
    if pathlib.Path(sys.prefix).resolve() != environment.resolve():
        sys.exit(subprocess.run([python, __file__, *sys.argv[1:]]).returncode)


def moment(value):
    if value.tzinfo is None:
        raise ValueError(f"{value} has no zone")
    return round(value.timestamp())


def with_icalendar(text: str, own_zone: bool):
    import icalendar

    calendar = icalendar.Calendar.from_ical(text)
    errors = [error for component in calendar.walk() for error in component.errors]
    if errors:
        raise ValueError(f"errors: {errors}")
    zones = {str(zone["TZID"]): zone.to_tz(lookup_tzid=False) for zone in calendar.walk("VTIMEZONE")}

    def read(event, name):
        value = event.decoded(name)
        if own_zone:
            value = value.replace(tzinfo=zones[event[name].params["TZID"]])
        return moment(value)

    def optional(event, name):
        return str(event[name]) if name in event else None

    events = []
    for event in calendar.walk("VEVENT"):
        geo = event.get("GEO")
        categories = event.get("CATEGORIES")
        events.append({
            "uid": str(event["UID"]), "start": read(event, "DTSTART"), "end": read(event, "DTEND"),
            "summary": optional(event, "SUMMARY"), "description": optional(event, "DESCRIPTION"), "location": optional(event, "LOCATION"),
            "geo": [geo.latitude, geo.longitude] if geo else None,
            "category": ",".join(str(category) for category in categories.cats) if categories else None,
            "status": str(event["STATUS"]), "transparent": str(event["TRANSP"]) == "TRANSPARENT", "sequence": int(event["SEQUENCE"]),
        })
    return str(calendar["X-WR-CALNAME"]), events


def with_vobject(text: str):
    import vobject

    calendars = list(vobject.readComponents(text, validate=True))
    if len(calendars) != 1:
        raise ValueError(f"{len(calendars)} calendars")

    def optional(event, name):
        return getattr(event, name).value if hasattr(event, name) else None

    events = []
    for event in getattr(calendars[0], "vevent_list", []):
        geo = optional(event, "geo")
        categories = optional(event, "categories")
        events.append({
            "uid": event.uid.value, "start": moment(event.dtstart.value), "end": moment(event.dtend.value),
            "summary": optional(event, "summary"), "description": optional(event, "description"), "location": optional(event, "location"),
            "geo": [float(part) for part in geo.split(";")] if geo else None,
            "category": ",".join(categories) if categories else None,
            "status": event.status.value, "transparent": event.transp.value == "TRANSPARENT", "sequence": int(event.sequence.value),
        })
    return calendars[0].x_wr_calname.value, events


def with_ics(text: str):
    import ics

    calendar = ics.Calendar(text)
    events = []
    for event in calendar.events:
        extra = {line.name: line.value for line in event.extra}
        events.append({
            "uid": event.uid, "start": round(event.begin.timestamp()), "end": round(event.end.timestamp()), "summary": event.name,
            "description": event.description, "location": event.location, "geo": list(event.geo) if event.geo else None,
            "category": ",".join(event.categories) or None, "status": event.status, "transparent": event.transparent,
            "sequence": int(extra["SEQUENCE"]),
        })
    # This reader leaves the calendar's name unread.
    return None, events


READERS = {
    "icalendar": lambda text: with_icalendar(text, own_zone=False),
    "icalendar/own": lambda text: with_icalendar(text, own_zone=True),
    "vobject": with_vobject,
    "ics": with_ics,
}


def differences(reader, wanted, found):
    """What one reader sees otherwise in one event."""
    for key, value in wanted.items():
        other = found[key]
        if reader == "ics" and isinstance(value, str) and "\\n" in value:
            # A fault of that reader: it takes the escaped backslash before an n for a line break.
            continue
        if key == "geo" and value is not None and other is not None:
            if max(abs(a - b) for a, b in zip(value, other)) < 1e-6:
                continue
        elif (value or None) == (other or None):
            continue
        yield f"{key}: {other!r} instead of {value!r}"


def compare(folder: pathlib.Path):
    """Yields (reader, event count) for each file read, and problems as text."""
    expectation = json.loads((folder / "expectation.json").read_text(encoding="utf-8"))
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*.ics")}
    if present != set(expectation["files"]):
        yield f"{folder}: files {sorted(present ^ set(expectation['files']))} are missing or unexpected"
    for name in sorted(present & set(expectation["files"])):
        wanted = expectation["files"][name]
        # Bytes as they are: reading text would turn CRLF into LF.
        text = (folder / name).read_bytes().decode("utf-8")
        for reader, read in READERS.items():
            try:
                title, events = read(text)
            except Exception as error:
                yield f"{folder.name}/{name}: {reader} cannot read it: {type(error).__name__}: {error}"
                continue
            if title is not None and title != wanted["name"]:
                yield f"{folder.name}/{name}: {reader} reads the name {title!r} instead of {wanted['name']!r}"
            found = {event["uid"]: event for event in events}
            if len(found) != len(events) or set(found) != {event["uid"] for event in wanted["events"]}:
                yield f"{folder.name}/{name}: {reader} reads other events: {sorted(found)}"
                continue
            for event in wanted["events"]:
                for difference in differences(reader, event, found[event["uid"]]):
                    yield f"{folder.name}/{name}: {reader}: {event['summary']!r}: {difference}"
            yield reader, len(events)


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 64
    enter(pathlib.Path(sys.argv[1]))
    counts = {reader: 0 for reader in READERS}
    problems = 0
    for folder in sys.argv[2:]:
        for result in compare(pathlib.Path(folder)):
            if isinstance(result, str):
                problems += 1
                print(result)
            else:
                counts[result[0]] += result[1]
    print(", ".join(f"{reader}: {count} events" for reader, count in counts.items()))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

/// The parts of the schema that others refer to.
extension ScenarioSchema {
    /// Kinds of values.
    static let values = #"""
            "id": {"description": "An id.", "type": "string", "minLength": 1},
            "ids": {"type": ["array", "null"], "items": {"$ref": "#/$defs/id"}},
            "names": {"type": ["array", "null"], "items": {"type": "string", "minLength": 1}},
            "optional-id": {"type": ["string", "null"], "minLength": 1},
            "count": {"type": ["integer", "null"], "minimum": 0, "maximum": 1000000},
            "points": {"type": ["number", "null"], "minimum": 0, "maximum": 1000000, "multipleOf": 0.001},
            "points-by-name": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/points"}},
            "mode": {"description": "How a session is held.", "enum": ["in-person", "hub", "video", "phone"]},
            "modes": {"type": ["array", "null"], "items": {"$ref": "#/$defs/mode"}, "uniqueItems": true},
            "date": {"description": "YYYY-MM-DD", "type": "string", "format": "date", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
            "dates": {"type": ["array", "null"], "items": {"$ref": "#/$defs/date"}},
            "optional-time": {"description": "HH:MM", "type": ["string", "null"], "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
            "window": {"description": "HH:MM-HH:MM, start before end; 24:00 may end it", "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"},
            "day": {"enum": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]},
            "weekly": {
              "description": "Windows by day: the key is a day (mon), a range (mon-fri) or several with spaces between (tue thu).",
              "type": ["object", "null"],
              "propertyNames": {"pattern": "^ *(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?( +(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?)* *$"},
              "additionalProperties": {"anyOf": [{"$ref": "#/$defs/window"}, {"type": "array", "items": {"$ref": "#/$defs/window"}}, {"type": "null"}]}
            }
        """#

    /// Kinds of things.
    static let things = #"""
            "mode-length": {
              "type": ["object", "null"], "additionalProperties": false,
              "properties": {
                "minutes": {"description": "Minutes with the client.", "type": ["integer", "null"], "minimum": 1, "maximum": 1440},
                "after": {"description": "Minutes of write-up that follow at the same place. Default: 0.", "type": ["integer", "null"], "minimum": 0, "maximum": 480, "default": 0}
              }
            },
            "session-type": {
              "type": ["object", "null"], "additionalProperties": false,
              "properties": {
                "modes": {
                  "description": "The type's modes with their lengths in minutes.",
                  "type": ["object", "null"], "additionalProperties": false,
                  "properties": {
                    "in-person": {"$ref": "#/$defs/mode-length"}, "hub": {"$ref": "#/$defs/mode-length"},
                    "video": {"$ref": "#/$defs/mode-length"}, "phone": {"$ref": "#/$defs/mode-length"}
                  }
                },
                "order": {"description": "Preference among exactly its modes, for requests that give none. Default: in-person, hub, video, phone.", "$ref": "#/$defs/modes"},
                "room": {"description": "Room kind of in-person sessions. Default: private.", "type": ["string", "null"], "minLength": 1, "default": "private"},
                "skills": {"description": "Skills that every practitioner who delivers it needs. Default: none.", "$ref": "#/$defs/names"},
                "staff": {
                  "description": "Seats: 1, 2, or a list with the further skills of each seat. Default: 1.",
                  "anyOf": [{"enum": [1, 2, null]}, {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "array", "items": {"type": "string", "minLength": 1}}}],
                  "default": 1
                },
                "value": {"description": "Points for a session. Default: 100.", "$ref": "#/$defs/points", "default": 100}
              }
            },
            "place": {
              "type": "object", "additionalProperties": false, "required": ["id"],
              "properties": {
                "id": {"$ref": "#/$defs/id"},
                "name": {"description": "The name shown to people. Default: the id.", "type": ["string", "null"]},
                "kind": {"enum": ["school", "base", "community", null]},
                "area": {"description": "The area that `serves` of practitioners refers to. Default: none.", "$ref": "#/$defs/optional-id"},
                "at": {
                  "description": "Latitude and longitude in WGS84 degrees.",
                  "type": ["array", "null"], "minItems": 2, "maxItems": 2,
                  "prefixItems": [{"type": "number", "minimum": -90, "maximum": 90}, {"type": "number", "minimum": -180, "maximum": 180}]
                },
                "open": {"description": "When in-person sessions can be held. Default: mon-fri 08:30-16:00.", "$ref": "#/$defs/weekly"},
                "closed": {"description": "Dates without in-person and hub sessions. Default: none.", "$ref": "#/$defs/dates"},
                "onsite": {"description": "False until the site's risk assessment is agreed: no in-person sessions. Default: true.", "type": ["boolean", "null"], "default": true},
                "rooms": {"description": "Sessions at once, by room kind; a kind not listed counts as 0. Default: {private: 1}.", "type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/count"}, "default": {"private": 1}},
                "hub-open": {"description": "When a link worker can host the hub. Default: open.", "$ref": "#/$defs/weekly"},
                "named": {"description": "Ids of the practitioners named for this school. Default: none.", "$ref": "#/$defs/ids"},
                "minimum": {"description": "Sessions a week the school should get. Default: 0.", "$ref": "#/$defs/count", "default": 0}
              }
            },
            "practitioner": {
              "type": "object", "additionalProperties": false, "required": ["id"],
              "properties": {
                "id": {"$ref": "#/$defs/id"},
                "name": {"description": "The name shown to people. Default: the id.", "type": ["string", "null"]},
                "role": {"description": "Shown to people; no rule reads it.", "type": ["string", "null"]},
                "qualified": {"description": "False for a trainee. Default: true.", "type": ["boolean", "null"], "default": true},
                "desk": {"description": "Id of the place of remote work, supervision and, by default, meetings and busy blocks.", "$ref": "#/$defs/optional-id"},
                "serves": {"description": "Areas whose schools' requests they may deliver. Default: every area.", "$ref": "#/$defs/names"},
                "skills": {"description": "Default: none.", "$ref": "#/$defs/names"},
                "hours": {"description": "Working hours.", "$ref": "#/$defs/weekly"},
                "evenings": {"description": "Further hours for after-hours work alone. Default: none.", "$ref": "#/$defs/weekly"},
                "away": {"description": "Dates with no hours and no evenings. Default: none.", "$ref": "#/$defs/dates"},
                "modes": {"description": "Modes they work in. Default: all.", "$ref": "#/$defs/modes"},
                "in-person-at": {"description": "Ids of the places where they may work in person. Default: every place.", "$ref": "#/$defs/ids"},
                "limits": {
                  "description": "How much they work at most.",
                  "type": ["object", "null"], "additionalProperties": false,
                  "properties": {
                    "sessions-per-day": {"description": "A day has at most 12. Default: 6.", "$ref": "#/$defs/count", "default": 6},
                    "sessions-per-week": {"description": "Default: 20.", "$ref": "#/$defs/count", "default": 20},
                    "evenings-per-week": {"description": "Days with an after-hours session. Default: 1.", "$ref": "#/$defs/count", "default": 1},
                    "span": {"description": "Minutes from a day's first start to its last end. Default: 480.", "$ref": "#/$defs/count", "default": 480}
                  }
                },
                "busy": {
                  "description": "Time taken as given. Default: none.",
                  "type": ["array", "null"],
                  "items": {
                    "type": "object", "additionalProperties": false, "required": ["day", "window"],
                    "properties": {
                      "day": {"$ref": "#/$defs/day"}, "window": {"$ref": "#/$defs/window"},
                      "label": {"description": "Shown to people.", "type": ["string", "null"]},
                      "place": {"description": "Id of the place. Default: the desk.", "$ref": "#/$defs/optional-id"}
                    }
                  }
                },
                "supervision": {
                  "description": "The supervision they need each week; absent: none.",
                  "type": ["object", "null"], "additionalProperties": false,
                  "properties": {
                    "with": {"description": "Ids of the supervisors who may give it.", "$ref": "#/$defs/ids"},
                    "minutes": {"type": ["integer", "null"], "minimum": 1, "maximum": 1440}
                  }
                },
                "supervises": {
                  "description": "Absent: supervises nobody.",
                  "type": ["object", "null"], "additionalProperties": false,
                  "properties": {"minutes-per-week": {"description": "Most minutes of supervision given in the week.", "$ref": "#/$defs/count"}}
                },
                "cover": {
                  "description": "Absent: never on cover.",
                  "type": ["object", "null"], "additionalProperties": false,
                  "properties": {"evenings-per-week": {"description": "Most evenings on cover in the week.", "$ref": "#/$defs/count"}}
                }
              }
            },
            "meeting": {
              "type": "object", "additionalProperties": false, "required": ["id"],
              "properties": {
                "id": {"$ref": "#/$defs/id"},
                "name": {"description": "The name shown to people. Default: the id.", "type": ["string", "null"]},
                "with": {"description": "Ids of its members.", "$ref": "#/$defs/ids"},
                "minutes": {"type": ["integer", "null"], "minimum": 1, "maximum": 1440},
                "when": {"description": "The windows inside one of which it is held.", "$ref": "#/$defs/weekly"},
                "place": {"description": "Id of the place. Default: each member's own desk.", "$ref": "#/$defs/optional-id"}
              }
            },
            "request": {
              "type": "object", "additionalProperties": false, "required": ["id"],
              "properties": {
                "id": {"$ref": "#/$defs/id"},
                "client": {"description": "Pseudonym; requests that share it are for one client. Default: the request's id.", "$ref": "#/$defs/optional-id"},
                "school": {"description": "Id of the client's school. Default: none.", "$ref": "#/$defs/optional-id"},
                "place": {"description": "Id of the place of an in-person session. Default: the school.", "$ref": "#/$defs/optional-id"},
                "type": {"description": "Id of a session type.", "$ref": "#/$defs/optional-id"},
                "modes": {"description": "In order of preference. Default: the type's order.", "$ref": "#/$defs/modes"},
                "at-school": {"description": "When in-person and hub suit the client. Default: any time.", "$ref": "#/$defs/weekly"},
                "at-home": {"description": "When video and phone suit. Default: mon-fri 15:45-20:00.", "$ref": "#/$defs/weekly"},
                "practitioner": {"description": "Id of the practitioner whose course is under way. Default: anybody.", "$ref": "#/$defs/optional-id"},
                "skills": {"description": "Skills beyond the type's. Default: none.", "$ref": "#/$defs/names"},
                "priority": {"description": "A key of weights.priority. Default: routine.", "$ref": "#/$defs/optional-id", "default": "routine"},
                "weeks-waiting": {"description": "Default: 0.", "$ref": "#/$defs/count", "default": 0},
                "groups": {"description": "Keys of weights.groups. Default: none.", "$ref": "#/$defs/names"},
                "pinned": {
                  "description": "What is agreed: scheduled exactly so, or not at all. Default: none.",
                  "type": ["object", "null"], "additionalProperties": false,
                  "properties": {
                    "practitioners": {"description": "One id for each seat.", "$ref": "#/$defs/ids"},
                    "mode": {"enum": ["in-person", "hub", "video", "phone", null]},
                    "start": {"description": "A day and a time on the grid: tue 10:00", "type": ["string", "null"], "pattern": "^(mon|tue|wed|thu|fri|sat|sun) ([01][0-9]|2[0-3]):[0-5][0-9]$"}
                  }
                }
              }
            }
        """#
}

import Diary

extension Relaxation {
    /// The columns of which a timetable consists: one plan for each practitioner-day, teams and meetings.
    ///
    /// Sessions that are no candidate, and supervision or meetings that the compiled problem does not have, are left out; the checker's allowed
    /// timetables have none such that matters.
    func columns(of timetable: Timetable) -> [WeekColumn] {
        var days = [[PlannedActivity]](repeating: [], count: problem.scenario.practitioners.count * 7)
        var result: [WeekColumn] = []
        for session in timetable.sessions {
            let slot = session.start.minute / problem.grid, day = session.start.day.rawValue
            var seats: [Int] = []
            for practitioner in session.practitioners {
                guard let candidate = problem.candidate(of: session, practitioner), problem.candidates[candidate].starts[day][slot] else { continue }
                seats.append(candidate)
                days[practitioner * 7 + day].append(PlannedActivity(kind: .session, payload: candidate, slot: slot))
            }
            if seats.count == 2 {
                seats.sort { problem.candidates[$0].practitioner < problem.candidates[$1].practitioner }
                let first = problem.candidates[seats[0]], second = problem.candidates[seats[1]]
                var points = first.points - first.namedPoints + max(first.namedPoints, second.namedPoints)
                for kept in first.kept
                where kept.day == day && kept.slot == slot && kept.practitioners == [first.practitioner, second.practitioner] {
                    points += kept.points
                }
                result.append(
                    .team(first: seats[0], second: seats[1], bucket: layout.bucket(day: day, slot: slot), points: points))
            }
        }
        for supervision in timetable.supervision {
            let day = supervision.start.day.rawValue
            guard let option = problem.option(of: supervision.practitioner, supervisor: supervision.supervisor, day: day) else { continue }
            days[supervision.practitioner * 7 + day].append(
                PlannedActivity(kind: .supervision, payload: option, slot: supervision.start.minute / problem.grid))
            days[supervision.supervisor * 7 + day].append(
                PlannedActivity(
                    kind: .giving, payload: problem.supervisionOptions[supervision.practitioner][option].minutes,
                    slot: supervision.start.minute / problem.grid))
        }
        for held in timetable.meetings {
            let day = held.start.day.rawValue, slot = held.start.minute / problem.grid
            result.append(.meeting(held.meeting, bucket: layout.bucket(day: day, slot: slot)))
            for member in layout.members[held.meeting] {
                days[member * 7 + day].append(PlannedActivity(kind: .meeting, payload: held.meeting, slot: slot))
            }
        }
        for (index, plan) in days.enumerated() where !plan.isEmpty {
            result.append(.plan(practitioner: index / 7, day: index % 7, activities: plan.sorted { $0.slot < $1.slot }))
        }
        return result
    }
}

import Diary

/// What the teams offer, in the order of the scenario's session types. Some lengths are no multiples of any usual grid.
enum Offer: Int, CaseIterable {
    case individual, parentLed, reviewCall, consultation, linkCall, group, jointAssessment, workshop, dropIn, supportLine

    var type: SessionType {
        switch self {
        case .individual:
            SessionType(
                id: "individual",
                modes: [
                    .inPerson: ModeLength(minutes: 45, after: 15), .hub: ModeLength(minutes: 50, after: 15),
                    .video: ModeLength(minutes: 50, after: 15), .phone: ModeLength(minutes: 30, after: 15),
                ], skills: [Skill.therapy])
        case .parentLed:
            SessionType(
                id: "parent-led",
                modes: [
                    .inPerson: ModeLength(minutes: 60, after: 15), .video: ModeLength(minutes: 60, after: 15),
                    .phone: ModeLength(minutes: 45, after: 15),
                ], skills: [Skill.therapy])
        case .reviewCall:
            SessionType(
                id: "review-call", modes: [.video: ModeLength(minutes: 20, after: 5), .phone: ModeLength(minutes: 15, after: 5)],
                order: [.phone, .video], value: Points(25))
        case .consultation:
            SessionType(
                id: "consultation", modes: [.inPerson: ModeLength(minutes: 45), .video: ModeLength(minutes: 30)], order: [.video, .inPerson],
                value: Points(60))
        case .linkCall:
            SessionType(id: "link-call", modes: [.video: ModeLength(minutes: 15), .phone: ModeLength(minutes: 15)], value: Points(30))
        case .group:
            SessionType(
                id: "group", modes: [.inPerson: ModeLength(minutes: 60, after: 30)], room: Room.hall, skills: [Skill.group], staff: [[], []],
                value: Points(320))
        case .jointAssessment:
            SessionType(
                id: "joint-assessment", modes: [.inPerson: ModeLength(minutes: 70, after: 20), .video: ModeLength(minutes: 65, after: 20)],
                staff: [[Skill.therapy], [Skill.psychology]], value: Points(260))
        case .workshop:
            SessionType(id: "workshop", modes: [.video: ModeLength(minutes: 75, after: 10)], skills: [Skill.group], staff: [[], []], value: Points(240))
        case .dropIn:
            SessionType(id: "drop-in", modes: [.inPerson: ModeLength(minutes: 85, after: 5)], room: Room.hall, value: Points(110))
        case .supportLine:
            SessionType(id: "support-line", modes: [.phone: ModeLength(minutes: 120)], value: Points(90))
        }
    }

    /// Of a thousand requests of an area with a team or more, and of a smaller one.
    var share: (usual: Int, small: Int) {
        switch self {
        case .individual: (620, 600)
        case .parentLed: (150, 160)
        case .reviewCall: (70, 50)
        case .consultation: (55, 60)
        case .linkCall: (35, 30)
        case .group: (40, 40)
        case .jointAssessment: (10, 20)
        case .workshop: (7, 20)
        case .dropIn: (8, 20)
        case .supportLine: (5, 0)
        }
    }

    /// Whether somebody is seen week after week, often by the same practitioner.
    var isCourse: Bool { self == .individual || self == .parentLed || self == .reviewCall }
}

/// Skills that scenarios speak of.
enum Skill {
    static let therapy = "low-intensity-cbt"
    static let group = "group-work"
    static let complex = "complex-needs"
    static let psychology = "educational-psychology"
}

/// Room kinds that scenarios speak of.
enum Room {
    static let privateRoom = "private"
    static let hall = "hall"
}

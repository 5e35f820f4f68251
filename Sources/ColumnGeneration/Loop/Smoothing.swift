/// Which prices columns are looked for at: the master's own jump about, so they are drawn towards those
/// of the best bound so far (Wentges, Weighted Dantzig-Wolfe decomposition for linear mixed-integer
/// programming, 1997).
///
///     p = a * best + (1 - a) * present
///
/// When no column found at p improves the master, the bound at p improves instead; the k-th attempt in
/// a row is made with the weight max(0, 1 - k (1 - a)) (Pessoa, Sadykov, Uchoa and Vanderbeck, Automation
/// and combination of linear-programming based stabilization techniques in column generation, 2018).
public enum Smoothing: Sendable, Hashable {
    case off
    /// The weight a of the best prices, in 0..<1.
    case fixed(Double)
    /// A weight that follows the bound's slope at p: smaller where the bound improves towards the
    /// present prices, larger where it does not (Pessoa and others 2018, section 4). Needs shares
    /// (``PricedColumn/share``).
    case automatic(initial: Double)
}

/// The weight and the prices drawn towards.
struct DualSmoothing {
    private(set) var weight: Double
    private let isAutomatic: Bool
    /// The prices of the best bound.
    var centre: Duals?

    /// No smoothing.
    static let none = DualSmoothing()

    private init() { (weight, isAutomatic) = (0, false) }

    init(_ smoothing: Smoothing) throws(MasterError) {
        switch smoothing {
        case .off: (weight, isAutomatic) = (0, false)
        case .fixed(let weight): (self.weight, isAutomatic) = (weight, false)
        case .automatic(let initial): (weight, isAutomatic) = (initial, true)
        }
        guard weight >= 0, weight < 1 else {
            throw .invalidOption("smoothing", reason: "the weight \(weight) is not in 0..<1")
        }
    }

    /// The weight of the attempt, the first being 1; zero without prices to be drawn towards.
    func weight(attempt: Int) -> Double {
        centre == nil ? 0 : max(0, 1 - Double(attempt) * (1 - weight))
    }

    func prices(present: Duals, weight: Double) -> Duals {
        guard weight > 0, let centre else { return present }
        return present.mixed(with: centre, weight: weight)
    }

    /// Adapts the weight by f_incr and f_decr of Pessoa and others (2018).
    ///
    /// - Parameter improves: whether the bound, as far as its slope tells, is better at the present prices
    ///   than where it was taken; nil when not known.
    mutating func adapt(improvesTowardsPresent improves: Bool?) {
        guard isAutomatic, let improves else { return }
        if improves {
            weight = weight >= 0.5 ? weight / 1.1 : max(0, weight - (1 - weight) * 0.1)
        } else {
            // short of 1, where nothing would be left of the present prices
            weight = min(0.99, weight + (1 - weight) * 0.1)
        }
    }
}

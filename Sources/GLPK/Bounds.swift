/// The range of values of a row or column, written as a range.
///
/// ```swift
/// let some: Bounds = 2...5     // two-sided
/// let least: Bounds = 0...     // at least 0
/// let most: Bounds = ...6      // at most 6
/// let exact: Bounds = 4        // equal to 4
/// let any = Bounds.free
/// ```
///
/// An absent side is infinite. A value of this type may be nonsense (crossed, NaN): the call that
/// takes it throws ``GLPKError/invalidBounds(lower:upper:place:)``, where a standard range would
/// have trapped.
public struct Bounds: Sendable, Hashable {
    /// The least value, or minus infinity.
    public var lower: Double
    /// The greatest value, or infinity.
    public var upper: Double

    /// Bounds from their sides; infinity of the right sign leaves a side open.
    public init(lower: Double = -.infinity, upper: Double = .infinity) {
        self.lower = lower
        self.upper = upper
    }

    /// Bounds from a range value.
    public init(_ range: ClosedRange<Double>) { self.init(lower: range.lowerBound, upper: range.upperBound) }

    /// Bounds from a range value.
    public init(_ range: PartialRangeFrom<Double>) { self.init(lower: range.lowerBound) }

    /// Bounds from a range value.
    public init(_ range: PartialRangeThrough<Double>) { self.init(upper: range.upperBound) }

    /// No bound on either side.
    public static let free = Bounds()

    /// Exactly one value.
    public static func equal(to value: Double) -> Bounds { Bounds(lower: value, upper: value) }

    /// Whether a single value is allowed.
    public var isFixed: Bool { lower == upper }

    /// Whether a value lies within the bounds, give or take an absolute tolerance.
    public func contains(_ value: Double, tolerance: Double = 0) -> Bool {
        value >= lower - tolerance && value <= upper + tolerance
    }
}

// Global, because a member operator needs an argument of its own type; disfavoured, so that a
// range without a context stays a standard range.

/// Bounds on both sides.
@_disfavoredOverload
public func ... (lower: Double, upper: Double) -> Bounds { Bounds(lower: lower, upper: upper) }

/// Bounds without an upper side.
@_disfavoredOverload
public postfix func ... (lower: Double) -> Bounds { Bounds(lower: lower) }

/// Bounds without a lower side.
@_disfavoredOverload
public prefix func ... (upper: Double) -> Bounds { Bounds(upper: upper) }

extension Bounds: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    public init(floatLiteral value: Double) { self = .equal(to: value) }
    public init(integerLiteral value: Int) { self = .equal(to: Double(value)) }
}

extension Bounds: CustomStringConvertible {
    public var description: String {
        switch (lower == -.infinity, upper == .infinity) {
        case (true, true): "free"
        case (true, false): "...\(upper)"
        case (false, true): "\(lower)..."
        case (false, false): lower == upper ? "\(lower)" : "\(lower)...\(upper)"
        }
    }
}

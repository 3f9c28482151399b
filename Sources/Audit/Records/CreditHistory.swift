package import HubSpotAPI
package import VirtualTime

/// The credits of a contact of one type in HubSpot over time, and what of their changes was made by hand.
///
/// What a product changes it charges: it writes what it has read, less its bookings. What is set by hand is no charge, but
/// moves what there is by the difference to what stood there.
package struct CreditHistory: Sendable {
  /// A change by hand.
  struct Edit: Sendable {
    let at: VirtualInstant
    let value: Int
    /// By how much it moved the credits.
    let jump: Int
  }

  private struct Step: Sendable {
    let at: VirtualInstant
    let value: Int
    /// How many credits the product has charged by then.
    let charged: Int
  }

  /// At the start of the run.
  let start: Int
  private(set) var edits: [Edit] = []
  private var steps: [Step] = []

  package init(start: Int) { self.start = start }

  /// Takes down the next change.
  mutating func note(_ value: Int, at: VirtualInstant, isByHand: Bool) {
    if isByHand { edits.append(Edit(at: at, value: value, jump: value - (steps.last?.value ?? start))) }
    steps.append(Step(at: at, value: value, charged: start + jumps - value))
  }

  /// By how much all edits together moved the credits.
  var jumps: Int { edits.reduce(0) { $0 + $1.jump } }

  /// By how much the edits until a moment moved the credits.
  func jumps(until moment: VirtualInstant) -> Int { edits.reduce(0) { $1.at <= moment ? $0 + $1.jump : $0 } }

  /// The edit that was taken back if so many credits are missing: the first of those, one or several, that moved them by as
  /// many. nil when no edits account for it.
  func edit(thatExplains missing: Int) -> Edit? {
    if let one = edits.first(where: { $0.jump == missing && missing != 0 }) { return one }
    // What several edits come to together, each with the first of them.
    var sums: [Int: Int] = [:]
    for (index, edit) in edits.enumerated() {
      for (sum, first) in sums.sorted(by: { $0.key < $1.key }) where sums[sum + edit.jump] == nil {
        sums[sum + edit.jump] = first
      }
      if sums[edit.jump] == nil { sums[edit.jump] = index }
    }
    return missing == 0 ? nil : sums[missing].map { edits[$0] }
  }

  /// When the product had first charged as much, from a moment on: that moment if it had by then, nil if it never did.
  package func charged(atLeast count: Int, from moment: VirtualInstant) -> VirtualInstant? {
    let later = steps.partitionPoint { $0.at > moment }
    if (later == 0 ? 0 : steps[later - 1].charged) >= count { return moment }
    return steps[later...].first { $0.charged >= count }?.at
  }

  /// The first value that the product wrote after an edit; nil when it wrote none.
  func written(after edit: Edit) -> (at: VirtualInstant, value: Int)? {
    guard let index = steps.firstIndex(where: { $0.at == edit.at && $0.value == edit.value }) else { return nil }
    let byHand = Set(edits.map(\.at))
    return steps[(index + 1)...].first { !byHand.contains($0.at) }.map { ($0.at, $0.value) }
  }
}

/// The credits of a contact of one type.
package struct CreditsOfType: Hashable, Sendable {
  package let contact: ObjectID
  package let type: String

  package init(_ contact: ObjectID, _ type: String) {
    self.contact = contact
    self.type = type
  }

  /// As bookings are counted by it.
  package var name: String { "\(contact)/\(type)" }
}

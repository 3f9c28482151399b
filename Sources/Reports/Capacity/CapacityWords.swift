import Results

/// The words that all of the report uses.
extension CapacityReport {
  func forEachSubject(_ body: (_ design: Int, _ tier: Int, _ name: String) -> Void) {
    for design in plan.designs.indices {
      for tier in plan.tiers.indices { body(design, tier, "\(plan.designs[design]), \(plan.tiers[tier].name)") }
    }
  }

  /// `95 %`, `99.9 %`.
  static func percent(_ share: Double) -> String {
    let tenths = (share * 1_000).rounded()
    return (tenths / 10).text(decimals: tenths.truncatingRemainder(dividingBy: 10) == 0 ? 0 : 1) + " %"
  }

  static func seeds(_ count: Int) -> String { "\(count) \(count == 1 ? "seed" : "seeds")" }

  var users: String { Self.users(plan.visitors) }

  static func users(_ count: Int) -> String { "\(count) \(abs(count) == 1 ? "user" : "users")" }

  /// What the rate of arrivals counts: bookings, or visitors where nobody books.
  func arrivals(_ count: Int) -> String {
    let noun = plan.isOfBookings ? "booking" : "visitor"
    return "\(count) \(abs(count) == 1 ? noun : noun + "s")"
  }

  func text(_ axis: LoadAxis, _ load: Int) -> String {
    switch axis {
    case .users: "\(Self.users(load)) at once"
    case .rate: "\(arrivals(load)) a minute"
    case .span: "\(users) within \(plan.loadText(.span, load)) s"
    }
  }
}

extension CapacityPlan {
  /// A load in what its axis counts: a span in seconds, which need not be whole when it is the scenario's own.
  func loadText(_ axis: LoadAxis, _ load: Int) -> String {
    axis == .span ? Self.text(seconds: self.seconds(ofSpan: load)) : String(load)
  }

  static func text(seconds: Double) -> String {
    let digits = [1.0, 10, 100].firstIndex { (seconds * $0).rounded() == seconds * $0 } ?? 3
    return seconds.text(decimals: digits)
  }
}

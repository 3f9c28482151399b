/// The outcomes of all searches of a question.
package struct CapacityResult: Sendable {
  package let plan: CapacityPlan
  /// In the order of the plan's searches.
  package let rows: [CapacityRow]

  /// - Parameter rows: one for each of the plan's searches.
  package init(_ plan: CapacityPlan, _ rows: [CapacityRow]) {
    precondition(rows.count == plan.searches, "\(rows.count) rows of \(plan.searches) searches")
    self.plan = plan
    self.rows = rows
  }

  /// nil when the axis was not asked for.
  package func row(design: Int, tier: Int, _ axis: LoadAxis) -> CapacityRow? {
    plan.number(design: design, tier: tier, axis: axis).map { rows[$0] }
  }

  package var isSound: Bool { rows.allSatisfy(\.unsound.isEmpty) }

  /// Bookings that a day's budget pays for at so many calls each, when the portal's other apps send their share all day;
  /// nil without a daily limit.
  package func bookingsADay(callsPerBooking calls: Double, tier: CapacityPlan.Tier) -> Int? {
    guard let daily = tier.dailyLimit, calls > 0 else { return nil }
    // A tenth of a call for each booking and a budget of any size: no 64-bit integer need hold it.
    return Int(min(Double(max(0, daily - otherCallsADay(tier))) / calls, 0x1p62))
  }

  /// What the portal's other apps send in a day: their share of the ten-second quota and of the search quota.
  package func otherCallsADay(_ tier: CapacityPlan.Tier) -> Int {
    (tier.tenSecondLimit * 8_640 + plan.searchesPerSecond * 86_400) * plan.otherTrafficPercent / 100
  }
}

extension CapacityResult: Encodable {
  /// As `CapacityDocument`.
  package func encode(to encoder: any Encoder) throws { try CapacityDocument(self).encode(to: encoder) }
}

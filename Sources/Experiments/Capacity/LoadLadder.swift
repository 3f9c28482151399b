import Findings

/// The loads of an axis as rungs: 0 is the easiest, and each further one is harder.
struct LoadLadder: Hashable {
  private let easiest: Int
  private let growsHarder: Bool
  /// How many rungs there are.
  let count: Int

  /// Users and bookings a minute from 1 up to the plan's bound; spans from the bound down to the plan's shortest.
  init(_ axis: LoadAxis, _ plan: CapacityPlan) {
    let bound = plan.bounds[axis.rawValue] ?? 1
    growsHarder = axis.growsHarder
    easiest = axis.growsHarder ? 1 : bound
    count = axis.growsHarder ? bound : bound - plan.shortestSpan + 1
  }

  /// - Parameter rung: 0..<`count`.
  func load(_ rung: Int) -> Int { growsHarder ? easiest + rung : easiest - rung }

  /// Whether nothing worth a run lies between two rungs: they are neighbours, or within 2 % of the easier load. Beyond
  /// 50 the next visitor more says nothing.
  ///
  /// - Parameter lower: -1 for below the easiest.
  func areClose(_ lower: Int, _ higher: Int) -> Bool {
    higher - lower <= max(1, lower < 0 ? 1 : load(lower) / 50)
  }
}

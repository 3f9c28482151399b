import Results

/// The loads of an axis as rungs: 0 is the easiest, and each further one is harder. All searches climb the same rungs, so
/// that answers from other seeds can be compared.
struct LoadLadder: Hashable {
  private let loads: [Int]

  /// A rung is the next number, and beyond 31 about 5 % more than the one before: a sixteenth of it, rounded down. Nearer
  /// ones take more seeds to tell apart than they are worth.
  private static let steps = 16

  /// Users and bookings a minute from 1 up to the plan's bound; spans from the bound down to the plan's shortest.
  init(_ axis: LoadAxis, _ plan: CapacityPlan) {
    let bound = plan.bounds[axis.rawValue] ?? 1
    var rising = [axis.growsHarder ? 1 : plan.shortestSpan]
    while let last = rising.last, last < bound { rising.append(min(bound, last + max(1, last / Self.steps))) }
    loads = axis.growsHarder ? rising : rising.reversed()
  }

  /// How many rungs there are.
  var count: Int { loads.count }

  /// - Parameter rung: 0..<`count`.
  func load(_ rung: Int) -> Int { loads[rung] }

  /// The first rung with at least twice the load of another, the last one when there is none: of users and bookings a
  /// minute. Runs grow with their load, so that a search must not leap farther.
  func doubled(_ rung: Int) -> Int { loads.firstIndex { $0 >= 2 * loads[rung] } ?? count - 1 }
}

import DeterministicRuntime
import Ports

/// Identifiers by number: unique among the instances of one world, and the same in every run.
struct NumberedIdentifiers: IdentifierSource {
  let instance: Int
  private let count = SimulationLocal(0)

  init(instance: Int) { self.instance = instance }

  func next() -> String {
    let number = count.withValue { count in
      count += 1
      return count
    }
    return "i\(instance).\(number)"
  }
}

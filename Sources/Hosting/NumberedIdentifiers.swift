import DeterministicRuntime
import Ports

/// Identifiers by number: unique among the instances of one world, and the same in every run.
package struct NumberedIdentifiers: IdentifierSource {
  let instance: Int
  private let count = SimulationLocal(0)

  package init(instance: Int) { self.instance = instance }

  package func next() -> String {
    let number = count.withValue { count in
      count += 1
      return count
    }
    return "i\(instance).\(number)"
  }
}

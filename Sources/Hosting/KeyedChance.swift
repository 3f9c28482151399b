package import DeterministicRuntime
import Ports

/// The core's chance: of the run's seed, under a purpose that nothing else draws for. All instances draw from the same: what
/// shall differ between them has a key that differs.
package struct KeyedChance: ChanceSource {
  private static let core: KeyedRandom.Purpose = "core"

  let random: KeyedRandom

  package init(random: KeyedRandom) { self.random = random }

  package func fraction(_ purpose: String, _ a: Int, _ b: Int, _ c: Int) -> Double {
    var name = RunDigest()
    name.combine(purpose)
    var draw = random.draw(Self.core, Int(truncatingIfNeeded: name.value), a, b, c)
    return draw.uniform()
  }
}

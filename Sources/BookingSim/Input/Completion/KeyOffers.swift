import Experiments
import Scenarios

/// Keys of a scenario, up to the equals sign.
enum KeyOffers {
  /// Those that have a value of their own: a mapping is set key by key.
  static func settings(_: String) -> [String] { settings(of: ScenarioSchema.keys) }

  static func settings(of keys: [String]) -> [String] {
    let around = Set(keys.compactMap { key in key.lastIndex(of: ".").map { String(key[..<$0]) } })
    return keys.filter { !around.contains($0) }.map { $0 + "=" }
  }

  static func axes(_ word: String) -> [String] { VaryAxis.shortNamesInOrder.map { $0 + "=" } + settings(word) }
}

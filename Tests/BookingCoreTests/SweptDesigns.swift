import BookingCore
import DeterministicRuntime

/// The designs that every sweep runs: all that are registered, and combinations of parts, so that every part that can
/// be named is in at least one of them. A new design or part is swept without being named anywhere.
enum SweptDesigns {
  static let registered = DesignRegistry.all.map(\.name)
  static let all = registered + combinations

  /// Designs with every role filled by chance, as many as it takes to meet each part.
  private static let combinations: [String] = {
    let design = DesignRegistry.all[0].name
    var unmet = Set(DesignRole.listed.flatMap { role in role.partNames.map { "\(role.name)=\($0)" } })
    var found: [String] = []
    var number = 0
    while !unmet.isEmpty {
      var draw = KeyedRandom(seed: 1).draw("parts", number)
      let parts = DesignRole.listed.map { role -> String in
        // Parts that no design has yet go first, so that few designs have all.
        let left = role.partNames.filter { unmet.contains("\(role.name)=\($0)") }
        let names = left.isEmpty ? role.partNames : left
        return "\(role.name)=\(names[draw.uniformInteger(in: 0..<names.count)])"
      }
      number += 1
      let name = ([design] + parts).joined(separator: "+")
      // Parts that exclude each other are refused by name; the next draw meets them apart.
      guard !unmet.isDisjoint(with: parts), (try? DesignRegistry.design(name)) != nil else { continue }
      unmet.subtract(parts)
      found.append(name)
    }
    return found
  }()
}

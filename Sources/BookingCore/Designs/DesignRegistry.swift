import Composition

/// The designs that can be run, in the order in which reports show them. A new design is one file and one entry here.
package enum DesignRegistry {
  package static let all: [Design] = [.baseline, .phase1, .phase2, .phase2Queued, .coalesced]

  package static func named(_ name: String) -> Design? { all.first { $0.name == name } }

  /// A design by name, or one with some of its parts replaced: `baseline+reads=parallel+seats=store`.
  ///
  /// - Throws: `DesignNameError` when the design, a role or a part does not exist, a role is named twice,
  ///   or the parts cannot be right together.
  package static func design(_ text: String) throws(DesignNameError) -> Design {
    let words = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    guard var design = named(words[0]) else {
      throw DesignNameError.unknownDesign(words[0], known: all.map(\.name))
    }
    var replaced: Set<String> = []
    for word in words.dropFirst() {
      let sides = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, let role = DesignRole.named(sides[0]) else {
        throw DesignNameError.unknownRole(word, known: DesignRole.replaceable)
      }
      // Several roles may be replaced under one name, and one of them by its own afterwards; not the other way round,
      // for then the first word would say nothing.
      for name in [role.name] + role.rows.map(\.name) where replaced.contains(name) {
        throw DesignNameError.roleTwice(name)
      }
      replaced.insert(role.name)
      guard let changed = design.replacing(role, with: sides[1]) else {
        throw DesignNameError.unknownPart(sides[1], role: role.name, known: role.partNames)
      }
      design = changed
    }
    if let objection = design.objection { throw DesignNameError.impossible(text, objection) }
    return design
  }
}

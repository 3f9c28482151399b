/// The designs that can be run, in the order in which reports show them. A new design is one file and one entry here.
package enum DesignRegistry {
  package static let all: [Design] = [.baseline, .phase1, .phase2]

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
    var replaced: Set<DesignRole> = []
    for word in words.dropFirst() {
      let sides = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, let role = DesignRole(rawValue: sides[0]) else {
        throw DesignNameError.unknownRole(word, known: DesignRole.allCases.map(\.rawValue))
      }
      guard replaced.insert(role).inserted else { throw DesignNameError.roleTwice(role) }
      guard let changed = design.replacing(role, with: sides[1]) else {
        throw DesignNameError.unknownPart(sides[1], role, known: role.partNames)
      }
      design = changed
    }
    if let objection = design.objection { throw DesignNameError.impossible(text, objection) }
    return design
  }
}

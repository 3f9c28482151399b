import BookingCore

/// Designs as a user may go on to write them.
enum DesignOffers {
  /// The registered ones; behind a design, or its plus, the parts that it can have instead of its own:
  /// `phase2+reads=sequential`.
  static func one(_ word: String) -> [String] {
    let plus = word.lastIndex(of: "+")
    let base = plus.map { String(word[..<$0]) } ?? word
    let names = plus == nil ? DesignRegistry.all.map(\.name) : []
    guard let design = try? DesignRegistry.design(base) else { return names }
    return names + replacements(design)
  }

  /// The same of the last one of a list with commas.
  static func list(_ word: String) -> [String] {
    let start = word.lastIndex(of: ",").map { word.index(after: $0) } ?? word.startIndex
    return one(String(word[start...])).map { word[..<start] + $0 }
  }

  private static func replacements(_ design: Design) -> [String] {
    DesignRole.listed.flatMap { role in
      role.partNames.filter { $0 != design.partName(role) }.map { "\(design.name)+\(role.name)=\($0)" }
    }.filter { (try? DesignRegistry.design($0)) != nil }
  }
}

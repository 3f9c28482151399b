package import BookingCore
package import Results

/// Each part of a design replaced by baseline's, one at a time.
package struct Ablation: Sendable {
  /// The designs to run: each whole one before its variants.
  package let designs: [Design]
  /// Each variant with its whole, by their numbers among the designs.
  package let pairs: [ReplicationFold.Pair]
  /// Variants that cannot be right, with the reason.
  package let refused: [String]

  /// - Parameter wholes: baseline itself has nothing to replace and is left out.
  /// - Throws: `AblationError` when nothing remains.
  package init(_ wholes: [Design]) throws(AblationError) {
    var (designs, pairs, refused): ([Design], [ReplicationFold.Pair], [String]) = ([], [], [])
    for whole in wholes {
      let variants = Self.variants(of: whole)
      guard !variants.isEmpty else { continue }
      let number = designs.count
      designs.append(whole)
      for variant in variants {
        if let objection = variant.objection {
          refused.append("refused: \(variant.name): \(objection)")
          continue
        }
        pairs.append(ReplicationFold.Pair(number, designs.count))
        designs.append(variant)
      }
    }
    guard designs.count > 1 else { throw AblationError(designs: wholes.map(\.name)) }
    self.designs = designs
    self.pairs = pairs
    self.refused = refused
  }

  private static func variants(of design: Design) -> [Design] {
    DesignRole.listed.compactMap { role in
      guard let part = Design.baseline.partName(role) else { return nil }
      return design.partName(role) == part ? nil : design.replacing(role, with: part)
    }
  }
}

package struct AblationError: Error, Hashable, Sendable, CustomStringConvertible {
  package let designs: [String]

  package var description: String {
    "--ablation replaces parts by baseline's, and \(designs.joined(separator: ", ")) has no other; name another design."
  }
}

/// A key of a sweep that changed nothing for some designs: whatever its value, every run was the same, event by event.
package struct UnchangedKey: Hashable, Sendable {
  package var key: String
  /// In the order of the sweep.
  package var values: [String]
  /// Those for which it changed nothing, in the order of the sweep.
  package var designs: [String]
  /// Whether these are all designs of the sweep.
  package var isForAll: Bool
}

extension ReplicationFold {
  /// The keys that changed nothing, all else being equal; told by the digests of the runs. In the order of the sweep.
  package var unchangedKeys: [UnchangedKey] {
    let designs = Self.unique(experiment.cells.map(\.design))
    return Self.unique(experiment.cells.flatMap { $0.settings.map(\.key) }).compactMap { key in
      let values = Self.unique(experiment.cells.compactMap { $0.value(of: key) })
      guard values.count > 1 else { return nil }
      let unchanged = designs.filter { changesNothing(key, for: $0) }
      guard !unchanged.isEmpty else { return nil }
      return UnchangedKey(key: key, values: values, designs: unchanged, isForAll: unchanged == designs)
    }
  }

  private func changesNothing(_ key: String, for design: String) -> Bool {
    var digests: [[ExperimentCell.Setting]: String] = [:]
    for cell in cells where cell.cell.design == design {
      let others = cell.cell.settings.filter { $0.key != key }
      guard digests[others, default: cell.digest] == cell.digest else { return false }
      digests[others] = cell.digest
    }
    return true
  }

  private static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}

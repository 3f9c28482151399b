/// The two keys of a sweep whose values make the rows and the columns of its tables.
package struct PivotAxes: Codable, Hashable, Sendable {
  /// What names the cells' designs, as no key of a scenario does.
  package static let design = "design"

  /// A key of the cells' settings, or `design`.
  package var rows: String
  package var columns: String

  package init(rows: String, columns: String) {
    self.rows = rows
    self.columns = columns
  }
}

extension ExperimentCell {
  /// What the cell has for a key of its settings, or for `design`.
  package func value(of key: String) -> String? {
    key == PivotAxes.design ? design : settings.first { $0.key == key }?.value
  }
}

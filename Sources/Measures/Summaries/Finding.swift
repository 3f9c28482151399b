/// Something that the audit of a product's run has found wrong.
package struct Finding<FindingKind: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  package typealias Kind = FindingKind

  package let kind: FindingKind
  /// Which record, and what it should have been.
  package let detail: String

  package init(_ kind: FindingKind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}

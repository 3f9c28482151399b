import HubSpotAPI

/// The fields of requests and replies, each with a word on what was expected of it.
extension JSONValue {
  /// A text; `standard` when the field is not there.
  func text(_ field: String, or standard: String) throws(FieldProblem) -> String {
    self[field] == nil ? standard : try text(field)
  }

  /// A whole number within a range; `standard` when the field is not there and has one.
  func number(_ field: String, in range: ClosedRange<Int>, or standard: Int? = nil) throws(FieldProblem) -> Int {
    if self[field] == nil, let standard { return standard }
    guard case .integer(let number) = self[field], let value = Int(exactly: number), range.contains(value) else {
      let bound =
        range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
      throw FieldProblem(field, expected: "a whole number, \(bound)")
    }
    return value
  }

  /// true or false; `standard` when the field is not there and has one.
  func flag(_ field: String, or standard: Bool? = nil) throws(FieldProblem) -> Bool {
    if self[field] == nil, let standard { return standard }
    guard case .bool(let flag) = self[field] else { throw FieldProblem(field, expected: "true or false") }
    return flag
  }

  func elements(_ field: String) throws(FieldProblem) -> [JSONValue] {
    guard case .array(let elements) = self[field] else { throw FieldProblem(field, expected: "a list") }
    return elements
  }

  /// An object of whole numbers, in the order of its names.
  static func counts(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { Member($0.key, .integer(Int64($0.value))) })
  }

  func counts(_ field: String) throws(FieldProblem) -> [String: Int] {
    guard case .object(let members) = self[field] else { throw FieldProblem(field, expected: "an object of numbers") }
    var counts: [String: Int] = [:]
    for member in members {
      guard case .integer(let number) = member.value, counts[member.name] == nil else {
        throw FieldProblem("\(field).\(member.name)", expected: "a whole number, once")
      }
      counts[member.name] = Int(number)
    }
    return counts
  }
}

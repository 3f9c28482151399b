import HubSpotAPI

/// A filter of a search, prepared for many objects.
///
/// Text is compared exactly. At-least, more and less compare numbers as numbers and everything else as text; system dates are
/// milliseconds since the Unix epoch. An object without a value passes only `isNotSet`. (HubSpot does not say whether
/// NEQ and NOT_IN find objects without a value; ours do not.)
struct SearchFilter {
  let field: TypeLayout.Field
  private let condition: ObjectSearch.Filter.Condition
  /// The bound as a number, when it is one.
  private let bound: Double?

  /// - Throws: a 400 when the property is not defined.
  init(_ filter: ObjectSearch.Filter, in layout: TypeLayout) throws(Rejection) {
    guard let field = layout.field(filter.property) else { throw .undefinedProperty(filter.property) }
    self.field = field
    condition = filter.condition
    switch filter.condition {
    case .isAtLeast(let text), .isLess(let text), .isMore(let text): bound = Double(text)
    default: bound = nil
    }
  }

  /// The values that an object must have one of, when the filter is one of equality.
  var equalities: [String]? {
    switch condition {
    case .equals(let value): [value]
    case .isOneOf(let values): values
    default: nil
    }
  }

  /// Whether an object passes, as search knows it.
  func passes(_ row: Int, _ document: SearchIndex.Document, in table: ObjectTable) -> Bool {
    let layout = table.layout
    switch field {
    case .stored(let slot): return passes(document.values[slot])
    case .objectID: return passes(number: layout.id(ofRow: row).number)
    case .createdAt: return passes(number: layout.milliseconds(table.rows[row].createdAt))
    case .updatedAt: return passes(number: layout.milliseconds(document.updatedAt))
    }
  }

  private func passes(_ value: String?) -> Bool {
    guard let value else { return condition == .isNotSet }
    switch condition {
    case .equals(let wanted): return value == wanted
    case .differs(let unwanted): return value != unwanted
    case .isOneOf(let wanted): return wanted.contains(value)
    case .isNoneOf(let unwanted): return !unwanted.contains(value)
    case .isAtLeast(let text): return !isLess(value, text)
    case .isMore(let text): return isMore(value, text)
    case .isLess(let text): return isLess(value, text)
    case .isSet: return true
    case .isNotSet: return false
    }
  }

  private func passes(number: Int64) -> Bool {
    switch condition {
    case .isAtLeast: return bound.map { Double(number) >= $0 } ?? false
    case .isLess: return bound.map { Double(number) < $0 } ?? false
    case .isMore: return bound.map { Double(number) > $0 } ?? false
    default: return passes(String(number))
    }
  }

  private func isMore(_ value: String, _ text: String) -> Bool {
    if let bound, let number = Double(value) { return number > bound }
    return value > text
  }

  private func isLess(_ value: String, _ text: String) -> Bool {
    if let bound, let number = Double(value) { return number < bound }
    return value < text
  }
}

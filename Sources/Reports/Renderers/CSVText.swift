import Results

/// Rows as comma-separated values (RFC 4180), each begun by the version of its format. It keeps the text only, for a run
/// can have a million rows.
package struct CSVText: Sendable {
  package private(set) var text: String
  private let version: String
  private let columns: Int

  init(_ format: DataFormat, _ titles: [String]) {
    version = String(format.version)
    columns = titles.count
    text = (["version"] + titles).joined(separator: ",") + "\n"
  }

  mutating func add(_ fields: [String]) {
    precondition(fields.count == columns, "\(fields.count) fields in rows of \(columns) columns")
    text += version
    for field in fields {
      text += ","
      text += Self.quoted(field)
    }
    text += "\n"
  }

  /// In quotes when it has to be.
  private static func quoted(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return field }
    // Scalar by scalar: a quote with a combining mark behind it is one letter, and yet a quote.
    let scalars = field.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
    return "\"" + String(String.UnicodeScalarView(scalars)) + "\""
  }
}

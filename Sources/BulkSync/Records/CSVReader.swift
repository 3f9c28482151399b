/// Reads CSV (RFC 4180) from chunks of bytes of any length: fields in quotes, with commas, doubled quotes and line ends in
/// them; lines that end with LF or CRLF; a byte order mark; with or without a line end at the end. It holds one row.
package struct CSVReader {
  /// A row, and the place of its first byte.
  package struct Row: Hashable, Sendable {
    package let line: Int
    package let fields: [String]
    /// The column at which each field begins, from 1, in bytes of its line.
    package let columns: [Int]
  }

  private enum State { case fieldStart, plain, quoted, quoteInQuoted, carriageReturn }

  private var state = State.fieldStart
  private var field: [UInt8] = []
  private var fields: [String] = []
  private var columns: [Int] = []
  private var (line, column) = (1, 0)
  private var (rowLine, fieldLine, fieldColumn) = (1, 1, 1)
  /// Bytes of the byte order mark that have been seen; nil when the beginning is over.
  private var markSeen: Int? = 0
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  package init() {}

  /// Takes the next bytes, and hands on each row that they complete.
  package mutating func take(
    _ chunk: some Sequence<UInt8>,
    _ row: (Row) throws(RecordFileError) -> Void
  ) throws(RecordFileError) {
    for byte in chunk {
      if let seen = markSeen {
        if byte == Self.mark[seen] {
          markSeen = seen == 2 ? nil : seen + 1
          continue
        }
        markSeen = nil
        for lost in Self.mark.prefix(seen) { try take(lost, row) }
      }
      try take(byte, row)
    }
  }

  /// Nothing comes after what has been taken.
  package mutating func end(_ row: (Row) throws(RecordFileError) -> Void) throws(RecordFileError) {
    if let seen = markSeen, seen > 0 {
      markSeen = nil
      for lost in Self.mark.prefix(seen) { try take(lost, row) }
    }
    switch state {
    case .quoted:
      throw RecordFileError(
        line: fieldLine,
        column: fieldColumn,
        "a field in quotes is not closed; expected a \" before the end"
      )
    case .carriageReturn: throw lonelyReturn
    case .fieldStart where fields.isEmpty: return
    default: try closeRow(row)
    }
  }

  private mutating func take(
    _ byte: UInt8,
    _ row: (Row) throws(RecordFileError) -> Void
  ) throws(RecordFileError) {
    column += 1
    switch state {
    case .carriageReturn:
      guard byte == UInt8(ascii: "\n") else { throw lonelyReturn }
      try closeRow(row)
    case .quoted:
      if byte == UInt8(ascii: "\"") {
        state = .quoteInQuoted
      } else {
        field.append(byte)
        if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 0) }
      }
    case .quoteInQuoted where byte == UInt8(ascii: "\""):
      field.append(byte)
      state = .quoted
    case .fieldStart, .plain, .quoteInQuoted:
      try takeOutside(byte, row)
    }
  }

  private mutating func takeOutside(
    _ byte: UInt8,
    _ row: (Row) throws(RecordFileError) -> Void
  ) throws(RecordFileError) {
    if state == .fieldStart { (fieldLine, fieldColumn) = (line, column) }
    switch byte {
    case UInt8(ascii: ","): try closeField()
    case UInt8(ascii: "\n"): try closeRow(row)
    case UInt8(ascii: "\r"): state = .carriageReturn
    case UInt8(ascii: "\"") where state == .fieldStart: state = .quoted
    case UInt8(ascii: "\""):
      throw RecordFileError(
        line: line,
        column: column,
        "a \" within a field; expected the whole field in quotes, and each \" in it twice"
      )
    default:
      guard state != .quoteInQuoted else {
        throw RecordFileError(
          line: line,
          column: column,
          "text after a closing \"; expected a comma or the end of the line"
        )
      }
      state = .plain
      field.append(byte)
    }
  }

  private var lonelyReturn: RecordFileError {
    RecordFileError(line: line, column: max(1, column - 1), "a CR without LF; expected lines that end with LF or CRLF")
  }

  private mutating func closeField() throws(RecordFileError) {
    guard let text = String(validating: field, as: UTF8.self) else {
      throw RecordFileError(line: fieldLine, column: fieldColumn, "the field is not UTF-8; expected the file in UTF-8")
    }
    fields.append(text)
    columns.append(fieldColumn)
    field.removeAll(keepingCapacity: true)
    state = .fieldStart
  }

  private mutating func closeRow(_ row: (Row) throws(RecordFileError) -> Void) throws(RecordFileError) {
    if fields.isEmpty, field.isEmpty, state == .fieldStart { (fieldLine, fieldColumn) = (line, column) }
    try closeField()
    let closed = Row(line: rowLine, fields: fields, columns: columns)
    (line, column) = (line + 1, 0)
    rowLine = line
    fields.removeAll(keepingCapacity: true)
    columns.removeAll(keepingCapacity: true)
    try row(closed)
  }
}

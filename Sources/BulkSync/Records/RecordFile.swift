/// What is wrong with a file of records, and where.
package struct RecordFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1.
  package let line: Int
  /// From 1, in bytes.
  package let column: Int
  /// What was found, and what was expected.
  package let problem: String

  init(line: Int, column: Int, _ problem: String) {
    self.line = line
    self.column = column
    self.problem = problem
  }

  package var description: String { "line \(line), column \(column): \(problem)" }
}

/// The records of a file with a header and the columns `name`, `year`, `sex` and `count`, in any order and among any others.
///
/// Of two records with one key the last one counts, at the place of the first: the national files are put together from
/// files of single years, and a corrected year is appended. How many were replaced is told.
package struct RecordFile: Sendable {
  package static let columns = ["name", "year", "sex", "count"]

  package private(set) var records: [SourceRecord] = []
  /// How many lines were replaced by a later one with the same key.
  package private(set) var replaced = 0

  /// - Parameter chunks: the bytes of the file, in pieces of any length.
  package init(reading chunks: some Sequence<[UInt8]>) throws(RecordFileError) {
    var (reader, header) = (CSVReader(), Header?.none)
    var places: [RecordKey: Int32] = [:]
    func take(_ row: CSVReader.Row) throws(RecordFileError) {
      guard let known = header else {
        header = try Header(row)
        return
      }
      let record = try known.record(row)
      if let place = places[record.key] {
        records[Int(place)] = record
        replaced += 1
      } else {
        places[record.key] = Int32(records.count)
        records.append(record)
      }
    }
    for chunk in chunks { try reader.take(chunk, take) }
    try reader.end(take)
    guard header != nil else {
      throw RecordFileError(line: 1, column: 1, "the file is empty; expected a header with \(Self.list)")
    }
  }

  /// The first line of a file that `line` goes on with.
  package static let header = columns.joined(separator: ",") + "\n"

  /// A record as a line of a file.
  package static func line(_ record: SourceRecord) -> String {
    "\(field(record.name)),\(record.year),\(record.sex.letter),\(record.count)\n"
  }

  /// A text as a field of a file: in quotes where it has to be, with its own quotes doubled.
  package static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0) }) else {
      return text
    }
    // Scalar by scalar: a quote with a combining mark behind it is one letter, and yet a quote.
    let scalars = text.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
    return "\"" + String(String.UnicodeScalarView(scalars)) + "\""
  }

  fileprivate static var list: String { columns.joined(separator: ", ") }
}

/// Where a file has its columns.
private struct Header {
  private let places: [Int]
  private let width: Int

  init(_ row: CSVReader.Row) throws(RecordFileError) {
    let names = row.fields.map { $0.lowercased() }
    var places: [Int] = []
    for column in RecordFile.columns {
      let found = names.indices.filter { names[$0] == column }
      guard let place = found.first else {
        throw RecordFileError(
          line: row.line,
          column: 1,
          "the header has no column \(column); expected \(RecordFile.list), got \(row.fields.joined(separator: ", "))"
        )
      }
      guard found.count == 1 else {
        throw RecordFileError(
          line: row.line,
          column: row.columns[found[1]],
          "the column \(column) comes twice; expected it once"
        )
      }
      places.append(place)
    }
    self.places = places
    width = names.count
  }

  func record(_ row: CSVReader.Row) throws(RecordFileError) -> SourceRecord {
    guard row.fields.count == width else {
      throw RecordFileError(
        line: row.line,
        column: 1,
        "\(row.fields.count) \(row.fields.count == 1 ? "field" : "fields"); expected \(width), as in the header"
      )
    }
    func wrong(_ column: Int, _ expected: String) -> RecordFileError {
      let place = places[column]
      return RecordFileError(
        line: row.line,
        column: row.columns[place],
        "\(RecordFile.columns[column]) is \"\(row.fields[place])\"; expected \(expected)"
      )
    }
    let name = row.fields[places[0]]
    guard !name.isEmpty, !name.utf8.contains(0) else { throw wrong(0, "a name") }
    guard let year = Int16(row.fields[places[1]]), (1...9999).contains(year) else {
      throw wrong(1, "a year from 1 to 9999")
    }
    guard let sex = Sex(letter: row.fields[places[2]]) else { throw wrong(2, "F or M") }
    guard let count = Int32(row.fields[places[3]]), count >= 0 else {
      throw wrong(3, "a whole number from 0 to \(Int32.max)")
    }
    return SourceRecord(name: name, year: year, sex: sex, count: count)
  }
}

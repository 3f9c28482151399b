import DeterministicRuntime
import Foundation
import Results

/// What one machine has done of an experiment, as lines of JSON: a head that says of which experiment, a line for each
/// unit of work, and an end that shows the file to be whole and as it was written.
package struct ShardFile<Plan: Codable & Sendable, Row: Codable & Sendable>: Sendable {
  package let shard: Shard
  /// Of the whole experiment.
  package let units: Int
  package let plan: Plan
  private var rows = 0
  private var digest = RunDigest()

  package init(_ shard: Shard, units: Int, plan: Plan) {
    self.shard = shard
    self.units = units
    self.plan = plan
  }

  /// The first line.
  package mutating func head(kind: StudyKind) throws -> String {
    let head = ShardHead(kind: kind, shard: shard, units: units, plan: plan)
    return taken(try Self.encoded(head))
  }

  /// A unit's line, to be taken into the file in the order of the units.
  package static func line(_ row: Row, ofUnit unit: Int) throws -> String {
    try encoded(ShardLine(unit: unit, row: row))
  }

  /// The next unit's line, as it goes into the file.
  package mutating func add(_ line: String) -> String {
    rows += 1
    return taken(line)
  }

  /// The last line.
  package func end() throws -> String { try Self.encoded(ShardEnd(rows: rows, digest: digest.description)) }

  private mutating func taken(_ line: String) -> String {
    digest.combine(line)
    return line
  }

  private static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}

/// The kinds of experiment that machines can share.
package enum StudyKind: String, Codable, Hashable, Sendable {
  case comparison, ablation, sweep, capacity
}

struct ShardHead<Plan: Codable>: Codable {
  var format = DataFormat.shard.name
  var version = DataFormat.shard.version
  let kind: StudyKind
  let shard: Shard
  let units: Int
  let plan: Plan
}

struct ShardLine<Row: Codable>: Codable {
  let unit: Int
  let row: Row
}

struct ShardEnd: Codable {
  let rows: Int
  /// Of all lines before, their line feeds included.
  let digest: String
}

import DeterministicRuntime
import Foundation
import Results

/// The files of all machines of one experiment, judged before anything of them is used.
package struct ShardMerge: Sendable {
  private struct Part {
    let path: String
    let shard: Shard
    let units: Int
    let kind: StudyKind
    /// The head without the shard's number: equal in all parts of one experiment.
    let plan: String
    let lines: [Substring]
  }

  package let kind: StudyKind
  private let parts: [Part]

  /// - Parameter files: paths and contents, in any order.
  /// - Throws: `ShardMergeError` when they are not exactly the parts of one experiment, each once and whole.
  package init(_ files: [(path: String, text: String)]) throws(ShardMergeError) {
    var parts: [Part] = []
    for file in files { parts.append(try Self.part(file.path, file.text)) }
    guard let first = parts.first else { throw .noFiles }
    for part in parts.dropFirst() where part.plan != first.plan || part.shard.count != first.shard.count {
      throw .otherExperiment(part.path, first.path)
    }
    for number in 1...first.shard.count {
      let same = parts.filter { $0.shard.number == number }
      if same.count > 1 { throw .overlap(number, of: first.shard.count, same.map(\.path)) }
    }
    let missing = (1...first.shard.count).filter { number in !parts.contains { $0.shard.number == number } }
    guard missing.isEmpty else { throw .missing(missing, of: first.shard.count) }
    kind = first.kind
    self.parts = parts.sorted { $0.shard.number < $1.shard.number }
  }

  /// The plan that all parts share.
  package func plan<Plan: Codable>(_ type: Plan.Type) throws(ShardMergeError) -> Plan {
    do {
      return try JSONDecoder().decode(ShardHead<Plan>.self, from: Data(parts[0].lines[0].utf8)).plan
    } catch {
      throw .damaged(parts[0].path, line: 1, "\(error)")
    }
  }

  /// The rows of all parts in the order of their units, one after the other: the machine that merges need not hold all.
  package func forEachRow<Row: Codable>(_ type: Row.Type, _ body: (Row) -> Void) throws(ShardMergeError) {
    var next = Array(repeating: 1, count: parts.count)
    let units = parts[0].units
    for unit in 0..<units {
      guard let index = parts.indices.first(where: { unitNumber(parts[$0], line: next[$0]) == unit }) else {
        throw .unitMissing(unit)
      }
      let (part, line) = (parts[index], next[index])
      do {
        body(try JSONDecoder().decode(ShardLine<Row>.self, from: Data(part.lines[line].utf8)).row)
      } catch {
        throw .damaged(part.path, line: line + 1, "\(error)")
      }
      next[index] += 1
    }
    for (part, line) in zip(parts, next) where line != part.lines.count - 1 {
      throw .damaged(part.path, line: line + 1, "a unit that is not due")
    }
  }

  /// The number at the start of `..."unit":17}`: rows come sorted by key, so that it stands at the end of the line.
  private func unitNumber(_ part: Part, line: Int) -> Int? {
    guard line < part.lines.count - 1, let colon = part.lines[line].lastIndex(of: ":") else { return nil }
    return Int(part.lines[line][part.lines[line].index(after: colon)...].dropLast())
  }

  private static func part(_ path: String, _ text: String) throws(ShardMergeError) -> Part {
    let lines = text.split(separator: "\n")
    let decoder = JSONDecoder()
    // Until version 3 the key said what the file is.
    if text.hasPrefix("{\"booking_sim_shard\":") { throw .otherVersion(path, 3) }
    guard let first = lines.first, let head = try? decoder.decode(ShardHead<Anything>.self, from: Data(first.utf8))
    else {
      throw .noShard(path)
    }
    guard head.format == DataFormat.shard.name else { throw .noShard(path) }
    guard head.version == DataFormat.shard.version else { throw .otherVersion(path, head.version) }
    guard let shard = Shard(head.shard.number, of: head.shard.count), head.units >= 0 else { throw .noShard(path) }
    guard let last = lines.last, let end = try? decoder.decode(ShardEnd.self, from: Data(last.utf8)),
      end.rows == lines.count - 2
    else { throw .cutShort(path) }
    var digest = RunDigest()
    for line in lines.dropLast() { digest.combine(line + "\n") }
    guard end.digest == digest.description else { throw .altered(path) }
    // The text of the plan, not its meaning: another machine writes equal plans with equal bytes.
    guard let plan = first.range(of: "\"plan\":"), let mark = first.range(of: ",\"shard\":", options: .backwards) else {
      throw .noShard(path)
    }
    let planText = "\(head.kind.rawValue) \(head.units) " + first[plan.upperBound..<mark.lowerBound]
    return Part(path: path, shard: shard, units: head.units, kind: head.kind, plan: planText, lines: lines)
  }
}

/// A plan of any form.
private struct Anything: Codable {
  init(from decoder: any Decoder) throws {}

  func encode(to encoder: any Encoder) throws {}
}

/// Why files do not make an experiment.
package enum ShardMergeError: Error, Hashable, Sendable, CustomStringConvertible {
  case noFiles
  case noShard(String)
  case otherVersion(String, Int)
  case cutShort(String)
  case altered(String)
  case otherExperiment(String, String)
  case overlap(Int, of: Int, [String])
  case missing([Int], of: Int)
  case unitMissing(Int)
  case damaged(String, line: Int, String)

  package var description: String {
    switch self {
    case .noFiles: "There are no shards to merge; expected the files of all of them."
    case .noShard(let path): "\(path) is no shard; expected a file that --shard has written."
    case .otherVersion(let path, let version):
      "\(path) has version \(version) of the format; expected \(DataFormat.shard.version). Run all shards with one version."
    case .cutShort(let path): "\(path) is not whole; run that shard again."
    case .altered(let path): "\(path) is not as it was written; run that shard again."
    case .otherExperiment(let path, let first):
      "\(path) is of another experiment than \(first); expected shards of one command and version, with the scenario's path written alike."
    case .overlap(let number, let count, let paths):
      "Shard \(number)/\(count) is given \(paths.count) times (\(paths.joined(separator: ", "))); expected each shard once."
    case .missing(let numbers, let count):
      "\(numbers.count == 1 ? "Shard" : "Shards") \(numbers.map { "\($0)/\(count)" }.joined(separator: ", ")) \(numbers.count == 1 ? "is" : "are") missing; expected all \(count)."
    case .unitMissing(let unit): "No shard has run \(unit); run the shards again."
    case .damaged(let path, let line, let reason): "\(path):\(line): is damaged (\(reason)); run that shard again."
    }
  }
}

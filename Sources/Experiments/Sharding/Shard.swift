/// The part of an experiment that one machine of several runs.
package struct Shard: Hashable, Sendable, Codable, CustomStringConvertible {
  /// From 1.
  package let number: Int
  package let count: Int

  /// More machines than this there are not.
  package static let mostParts = 1_000_000

  /// nil unless `number` is in 1...`count`, and `count` at most a million.
  package init?(_ number: Int, of count: Int) {
    guard (1...Self.mostParts).contains(count), (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// Whether a unit of work is in this part. Neighbours go to different machines, and so do the same cells of
  /// neighbouring seeds: no machine gets all of the costly ones.
  ///
  /// - Parameter width: units that belong together, such as the cells under one seed; at least 1.
  package func contains(_ unit: Int, width: Int) -> Bool { (unit / width + unit % width) % count == number - 1 }

  package var description: String { "\(number)/\(count)" }
}

/// Which part this machine runs, as engines that fan out tell it.
package struct ShardEnvironment {
  private let variables: [String: String]

  package init(_ variables: [String: String]) { self.variables = variables }

  /// What `--shard` says: `2/8`, `auto` for what the environment tells, `auto/8` where it tells no count.
  ///
  /// - Throws: `ShardError` when the text is none of these, or the environment does not tell.
  package func shard(_ text: String) throws(ShardError) -> Shard {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count) else { throw .malformed(text) }
    let count = parts.count == 2 ? Int(parts[1]) : nil
    if parts.count == 2, count == nil { throw .malformed(text) }
    if parts[0] == "auto" { return try shard(told: count) }
    guard let number = Int(parts[0]), let count, let shard = Shard(number, of: count) else { throw .malformed(text) }
    return shard
  }

  private func shard(told count: Int?) throws(ShardError) -> Shard {
    // Slurm counts from whatever the array says, in steps; the others from 0.
    if let task = try number("SLURM_ARRAY_TASK_ID") {
      let first = try number("SLURM_ARRAY_TASK_MIN") ?? 0
      let step = try number("SLURM_ARRAY_TASK_STEP") ?? 1
      return try shard((task - first) / max(1, step), of: count, "SLURM_ARRAY_TASK_COUNT")
    }
    if let index = try number("JOB_COMPLETION_INDEX") { return try shard(index, of: count, "JOB_COMPLETIONS") }
    if let index = try number("MATRIX_JOB_INDEX") { return try shard(index, of: count, "MATRIX_JOB_TOTAL") }
    throw .notTold
  }

  /// - Parameters:
  ///   - index: from 0.
  ///   - variable: what tells the count when it is not given.
  private func shard(_ index: Int, of given: Int?, _ variable: String) throws(ShardError) -> Shard {
    let told = try given == nil ? number(variable) : given
    guard let count = told else { throw .countNotTold(variable) }
    guard let shard = Shard(index + 1, of: count) else { throw .outOfRange(index: index, count: count) }
    return shard
  }

  /// nil when the variable is not set. No array has a billion tasks, and sums of such numbers stay small.
  private func number(_ name: String) throws(ShardError) -> Int? {
    guard let text = variables[name] else { return nil }
    guard let number = Int(text), (0...1_000_000_000).contains(number) else { throw .badVariable(name, text) }
    return number
  }
}

/// Why it is not known which part to run.
package enum ShardError: Error, Hashable, Sendable, CustomStringConvertible {
  case malformed(String)
  case notTold
  case countNotTold(String)
  case outOfRange(index: Int, count: Int)
  case badVariable(String, String)

  package var description: String {
    switch self {
    case .malformed(let text):
      "--shard is \"\(text)\"; expected i/n with i from 1 to n, for example 2/8, or auto, or auto/8."
    case .notTold:
      """
      --shard is auto, but none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX and MATRIX_JOB_INDEX is set; run it within \
      an array, an indexed job or a matrix, or give --shard i/n.
      """
    case .countNotTold(let variable):
      "--shard is auto, but the number of shards is not known; set \(variable), or give --shard auto/n."
    case .badVariable(let name, let text):
      "--shard is auto, and \(name) is \"\(text)\"; expected a whole number from 0 to 1000000000."
    case .outOfRange(let index, let count):
      "--shard is auto, and this is job \(index) (from 0) of \(count); expected an index below the count."
    }
  }
}

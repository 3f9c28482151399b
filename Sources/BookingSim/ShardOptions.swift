import ArgumentParser
import DeterministicRuntime
import Experiments
import Foundation

/// Which part of a study this machine runs.
struct ShardOptions: ParsableArguments {
  @Option(
    help: """
      Runs one part of several and writes it to --output, for merge: i/n; or auto, for what Slurm, Kubernetes or a \
      GitHub matrix tells.
      """
  )
  var shard: String?

  @Option(help: "With --shard: the file to write (default: shard-i-of-n.jsonl).", completion: .file())
  var output: String?

  func validate() throws {
    if output != nil, shard == nil { throw ValidationError("--output belongs to --shard; give both or neither.") }
  }

  /// Runs the units of this machine's part and writes their rows, each as soon as those before it are there.
  ///
  /// - Parameter width: units that belong together.
  /// - Returns: false when no part is asked for.
  func run<Plan: Codable & Sendable, Row: Codable & Sendable>(
    _ kind: StudyKind,
    plan: Plan,
    units: Int,
    width: Int,
    _ what: String,
    row: @Sendable (Int) throws -> Row
  ) throws -> Bool {
    guard let shard else { return false }
    let part: Shard
    do {
      part = try ShardEnvironment(ProcessInfo.processInfo.environment).shard(shard)
    } catch { throw CommandEnd.badInput(error.description) }
    let file = try OutputFile(output ?? "shard-\(part.number)-of-\(part.count).jsonl")
    let own = (0..<units).filter { part.contains($0, width: width) }
    let writer = try file.opened()
    writer.write(try ShardFile<Plan, Row>(part, units: units, plan: plan).head(kind: kind))
    let progress = Progress(what, of: own.count)
    _ = try Input.simulate {
      try SideBySide.fold(own, into: 0, finished: progress.show) { unit in
        try ShardFile<Plan, Row>.line(row(unit), ofUnit: unit)
      } _: { _, line in
        writer.write(line)
      }
    }
    progress.end()
    writer.write(try ShardFile<Plan, Row>.end(rows: own.count))
    try writer.close()
    Console.error.write("\(file.path): \(own.count) \(what) of shard \(part)\n")
    return true
  }
}

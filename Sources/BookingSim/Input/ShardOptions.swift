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
    do {
      try write(ShardFile(part, units: units, plan: plan), kind, own, what, to: writer, row: row)
    } catch {
      writer.discard()
      throw error
    }
    try writer.close()
    Console.error.write("\(file.path): \(own.count) \(what) of shard \(part)\n")
    return true
  }

  private func write<Plan: Codable & Sendable, Row: Codable & Sendable>(
    _ shard: ShardFile<Plan, Row>,
    _ kind: StudyKind,
    _ own: [Int],
    _ what: String,
    to writer: GrowingFile,
    row: @Sendable (Int) throws -> Row
  ) throws {
    var begun = shard
    writer.write(try begun.head(kind: kind))
    let progress = Progress(what, of: own.count)
    let ended = try Input.simulate {
      try SideBySide.fold(own, into: begun, finished: progress.show) { unit in
        try ShardFile<Plan, Row>.line(row(unit), ofUnit: unit)
      } _: { file, line in
        writer.write(file.add(line))
      }
    }
    progress.end()
    writer.write(try ended.end())
  }
}

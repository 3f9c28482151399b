package import Composition
import HubSpotClient

/// A design of the sync: the part that it uses for each role.
package struct SyncDesign: Sendable {
  package let name: String
  /// One line for lists.
  package let summary: String
  private let fillings: [String: Filling]

  init(name: String, summary: String, _ fillings: [Filling]) {
    self.name = name
    self.summary = summary
    self.fillings = Dictionary(uniqueKeysWithValues: fillings.map { ($0.role, $0) })
  }

  /// The part that fills a role.
  package subscript<Context, Service>(_ role: Role<Context, Service>) -> Part<Context, Service> {
    guard let filling = fillings[role.name] ?? role.standardFilling else {
      preconditionFailure("The design \(name) fills the role \(role.name) with no part, and it has no standard one.")
    }
    return filling.part(for: role)
  }

  /// The same, asking a store for places in HubSpot's windows, which others may share.
  package var pacedInStore: SyncDesign {
    let pacing = Layers.pacing(.storeWindow)
    return SyncDesign(
      name: name,
      summary: summary,
      fillings.values.filter { $0.role != pacing.role }.sorted { $0.role < $1.role } + [pacing]
    )
  }

  /// Whether a sync that was ended goes on where it stood.
  package var resumes: Bool { self[SyncRoles.queue].name == "durable" }

  /// Which records go out.
  package var delta: DeltaRule { value(SyncRoles.delta, of: DeltaRule.allCases, \.rawValue) }
  /// How many of them share a call.
  package var batching: BatchSize { value(SyncRoles.batching, of: BatchSize.all, \.name) }
  /// How many calls are made at a time.
  package var workers: WorkerCount { value(SyncRoles.workers, of: WorkerCount.every, \.name) }
  /// Whether each record is searched before it is written.
  package var searches: Bool { self[SyncRoles.writing].name == "search-then-write" }

  /// A part that is a value has its value's name.
  private func value<Value>(_ role: Role<SyncContext, Value>, of all: [Value], _ name: (Value) -> String) -> Value {
    guard let value = all.first(where: { name($0) == self[role].name }) else {
      preconditionFailure(
        "The design \(self.name) fills the role \(role.name) with \(self[role].name), which has no value."
      )
    }
    return value
  }
}

extension SyncDesign {
  package static let all = [oneByOne, fiveWorkers, fiveByFive, batched, batchedPaced]

  /// The design of a name; nil when there is none.
  package init?(named name: String) {
    guard let design = Self.all.first(where: { $0.name == name }) else { return nil }
    self = design
  }

  package static let oneByOne = SyncDesign(
    name: "one-by-one",
    summary: "today: one record after the other is searched, then created or updated; begins again after a crash",
    [
      SyncRoles.source(.inTurn), SyncRoles.delta(.everything), SyncRoles.batching(.single), SyncRoles.workers(.one),
      SyncRoles.queue(.memory),
      SyncRoles.writing(.searchThenWrite),
    ]
  )

  package static let fiveWorkers = SyncDesign(
    name: "five-workers",
    summary: "the plan: a durable queue, five records at a time",
    queued(.single, .five, .searchThenWrite)
  )

  package static let fiveByFive = SyncDesign(
    name: "five-by-five",
    summary: "what the plan's code does: five instances, each with five records at a time",
    queued(.single, .fiveByFive, .searchThenWrite)
  )

  package static let batched = SyncDesign(
    name: "batched",
    summary: "a hundred records in a call, found by their unique property, five calls at a time",
    queued(.hundred, .five, .upsert)
  )

  package static let batchedPaced = SyncDesign(
    name: "batched-paced",
    summary: "the same, as many calls as the window admits and none in vain",
    queued(.hundred, .hundred, .upsert) + [Layers.pacing(.knownWindow)]
  )

  /// What designs with a durable queue have in common: only what has changed goes out.
  private static func queued(
    _ batching: Part<SyncContext, BatchSize>,
    _ workers: Part<SyncContext, WorkerCount>,
    _ writing: Part<SyncContext, any RecordWriting>
  ) -> [Filling] {
    [
      SyncRoles.source(.asTheyCome), SyncRoles.delta(.checksums), SyncRoles.batching(batching),
      SyncRoles.workers(workers),
      SyncRoles.queue(.durable), SyncRoles.writing(writing),
    ]
  }
}

package import Composition
import HubSpotClient

/// A design of the sync: the part that it uses for each role.
package struct SyncDesign: Sendable {
  package let name: String
  /// One line for lists.
  package let summary: String
  private let fillings: [String: Filling]

  init(name: String, summary: String, _ fillings: Filling...) {
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

  /// Whether a sync that was ended goes on where it stood.
  package var resumes: Bool { self[SyncRoles.queue].name == "durable" }
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
    SyncRoles.delta(.everything),
    SyncRoles.batching(.single),
    SyncRoles.workers(.one),
    SyncRoles.queue(.memory),
    SyncRoles.writing(.searchThenWrite)
  )

  package static let fiveWorkers = SyncDesign(
    name: "five-workers",
    summary: "the plan: a durable queue, five records at a time",
    SyncRoles.delta(.checksums),
    SyncRoles.batching(.single),
    SyncRoles.workers(.five),
    SyncRoles.queue(.durable),
    SyncRoles.writing(.searchThenWrite)
  )

  package static let fiveByFive = SyncDesign(
    name: "five-by-five",
    summary: "what the plan's code does: five instances, each with five records at a time",
    SyncRoles.delta(.checksums),
    SyncRoles.batching(.single),
    SyncRoles.workers(.fiveByFive),
    SyncRoles.queue(.durable),
    SyncRoles.writing(.searchThenWrite)
  )

  package static let batched = SyncDesign(
    name: "batched",
    summary: "a hundred records in a call, found by their unique property, five calls at a time",
    SyncRoles.delta(.checksums),
    SyncRoles.batching(.hundred),
    SyncRoles.workers(.five),
    SyncRoles.queue(.durable),
    SyncRoles.writing(.upsert)
  )

  package static let batchedPaced = SyncDesign(
    name: "batched-paced",
    summary: "the same, as many calls as the window admits and none in vain",
    SyncRoles.delta(.checksums),
    SyncRoles.batching(.hundred),
    SyncRoles.workers(.hundred),
    SyncRoles.queue(.durable),
    SyncRoles.writing(.upsert),
    Layers.pacing(.knownWindow)
  )
}

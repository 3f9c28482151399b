package import Composition
package import HubSpotAPI
import Ports

/// Makes one call of many, over all instances: calls wait in lanes of the store, and who finds nobody at it collects and
/// sends the next batch, for all. For instances that serve one request each, and have nothing to merge of their own.
///
/// A sender that dies is missed after its lease: another asker takes its batch over. What may have been written by then is
/// sent again only where HubSpot itself refuses a second one (`ClientSettings.mayBeRepeated`); otherwise the askers are
/// told that there is no reply. An entry is sent no later than its lifetime, for its asker may be gone.
package struct StoreCoalescingTransport: TransportLayer, MergeView {
  private let context: ClientContext
  private let settings: CoalescingSettings

  package init(_ context: ClientContext) {
    self.context = context
    settings = context.settings.coalescing
  }

  package var merging: (any MergeView)? { self }

  package var batchSize: Int { settings.batch }

  /// What gathers stands in the store: here it is taken to be one.
  package var gatheringBatches: Int { get async { 1 } }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    guard request.origin.kind.isForeground, request.turn == nil, let lane = MergeLane(request) else {
      return try await context.transport.send(request)
    }
    let expiry = context.time.now + settings.sentWithin
    let asked = Asked(
      lane: LaneStore(lane, context.store, settings),
      entry: LaneEntry(
        id: context.identifiers.next(),
        expiresAt: min(expiry, request.deadline ?? expiry),
        call: request.call
      ),
      token: context.identifiers.next()
    )
    if try await asked.lane.join(asked.entry.encoded, token: asked.token) { try await collect(asked) }
    return try await waitForReply(asked)
  }

  /// A call that is asked for, and the name under which its asker works for the lane: each time another, for a batch bears
  /// the name under which it was collected.
  private struct Asked: Sendable {
    let lane: LaneStore
    let entry: LaneEntry
    var token: String
  }

  private func waitForReply(_ asked: Asked) async throws(HubSpotTransportError) -> HubSpotResponse {
    var asked = asked
    while true {
      switch try await asked.lane.reply(to: asked.entry.id, atMost: settings.leaderLease / 4) {
      case .response(let response): return response
      case .noReply: throw .noReply
      case .notAdmitted: throw .notAdmitted
      case .lead, nil: break
      }
      asked.token = context.identifiers.next()
      switch try await asked.lane.look(for: asked.entry.encoded, id: asked.entry.id, token: asked.token) {
      case .wait: break
      case .collect: try await collect(asked)
      case .takeOver(let batch): try await send(batch, turn: nil, asked)
      case .gone: throw .noReply
      }
    }
  }

  /// Waits until the next batch is full or its window is over, and for its turn; then sends what waits.
  private func collect(_ asked: Asked) async throws(HubSpotTransportError) {
    let window = await settings.window(asking: context.turns)
    let end = context.time.now + window
    while context.time.now < end {
      // Signs of life while the window is open.
      let slice = min(end - context.time.now, settings.leaderLease / 3)
      if try await asked.lane.waitUntilFull(atMost: slice) { break }
      guard try await asked.lane.renewCollecting(asked.token) else { return }
    }
    let turn = try await keeping(.collecting, asked) { () async throws(HubSpotTransportError) -> Turn? in
      do throws(HubSpotTransportError) { return try await nextTurn(asked) } catch {
        if error == .instanceGone { throw error }
        return nil
      }
    }
    guard let batch = try await asked.lane.take(asked.token) else {
      if let turn { await context.turns?.giveBack(turn) }
      return
    }
    guard turn != nil || context.turns == nil else {
      // No room before anybody's deadline: whoever waits is told at once.
      let entries = batch.entries.compactMap { LaneEntry(encoded: $0, in: asked.lane.lane) }
      return try await asked.lane.settle(batch.name, entries.map { ($0.id, .notAdmitted) })
    }
    try await send(batch, turn: turn, asked)
  }

  private func nextTurn(_ asked: Asked) async throws(HubSpotTransportError) -> Turn? {
    let lane = asked.lane.lane
    var request = HubSpotRequest(asked.entry.call, label: lane.label, origin: .batch(lane.label.name, number: 0))
    request.deadline = asked.entry.expiresAt
    return try await context.turns?.turn(for: request)
  }

  /// Sends a batch that this asker has taken, and leaves everybody's reply.
  private func send(_ batch: LaneStore.Batch, turn: Turn?, _ asked: Asked) async throws(HubSpotTransportError) {
    let (lane, now) = (asked.lane.lane, context.time.now)
    let entries = batch.entries.compactMap { LaneEntry(encoded: $0, in: lane) }
    var replies: [(id: String, reply: LaneReply)] = []
    var sent: [LaneEntry] = []
    for entry in entries {
      if batch.isUncertain, !context.settings.mayBeRepeated(entry.call) {
        replies.append((entry.id, .noReply))
      } else if entry.expiresAt < now {
        replies.append((entry.id, batch.isUncertain ? .noReply : .notAdmitted))
      } else {
        sent.append(entry)
      }
    }
    if sent.isEmpty {
      if let turn { await context.turns?.giveBack(turn) }
    } else {
      let (told, number) = (sent, batch.number)
      replies += try await keeping(.sending(batch.name), asked) {
        () async throws(HubSpotTransportError) -> [(id: String, reply: LaneReply)] in
        try await outcomes(of: told, lane, number, turn)
      }
    }
    try await asked.lane.settle(batch.name, replies)
  }

  private func outcomes(
    of entries: [LaneEntry],
    _ lane: MergeLane,
    _ number: Int,
    _ turn: Turn?
  ) async throws(HubSpotTransportError) -> [(id: String, reply: LaneReply)] {
    // HubSpot takes no batch that updates one object twice: who comes second goes second.
    var merged = MergedCall(lane)
    var (together, later): ([LaneEntry], [LaneEntry]) = ([], [])
    for entry in entries {
      if merged.takes(entry.call) {
        merged.add(entry.call)
        together.append(entry)
      } else {
        later.append(entry)
      }
    }
    var request = HubSpotRequest(merged.call, label: lane.label, origin: .batch(lane.label.name, number: number))
    request.turn = turn
    request.deadline = together.map(\.expiresAt).max()
    context.events.record(.layer(LayerEvent("coalescing", "batch", value: merged.inputCount)))
    var replies: [(id: String, reply: LaneReply)] = []
    do throws(HubSpotTransportError) {
      let response = try await context.transport.send(request)
      if merged.mayBeOneInputsFault(response) {
        let middle = together.count / 2
        replies += try await outcomes(of: Array(together[..<middle]), lane, number, nil)
        replies += try await outcomes(of: Array(together[middle...]), lane, number, nil)
      } else {
        replies += zip(together, merged.replies(in: response)).map { entry, reply in
          (entry.id, reply.map(LaneReply.response) ?? .noReply)
        }
      }
    } catch {
      switch error {
      case .instanceGone: throw error
      case .noReply: replies += together.map { ($0.id, .noReply) }
      case .notAdmitted: replies += together.map { ($0.id, .notAdmitted) }
      }
    }
    if !later.isEmpty { replies += try await outcomes(of: later, lane, number, nil) }
    return replies
  }

  /// What an asker keeps by its signs of life.
  private enum Right: Sendable {
    case collecting
    case sending(String)
  }

  /// Runs `body`, and gives signs of life meanwhile.
  private func keeping<Output>(
    _ right: Right,
    _ asked: Asked,
    _ body: () async throws(HubSpotTransportError) -> Output
  ) async throws(HubSpotTransportError) -> Output {
    async let _ = keep(right, asked)
    return try await body()
  }

  private func keep(_ right: Right, _ asked: Asked) async {
    do {
      var isOurs = true
      while isOurs {
        try await context.time.sleep(for: settings.leaderLease / 3)
        switch right {
        case .collecting: isOurs = try await asked.lane.renewCollecting(asked.token)
        case .sending(let name): isOurs = try await asked.lane.renewSending(name, asked.token)
        }
      }
    } catch {
      // The work is done, or the instance is gone.
      return
    }
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// Single calls become batch calls, over all instances.
  package static var mergedInStore: Self { Part("store") { StoreCoalescingTransport($0) } }
}

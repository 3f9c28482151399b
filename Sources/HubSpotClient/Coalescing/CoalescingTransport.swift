package import Composition
package import HubSpotAPI
import Ports

/// Makes one call of many: single reads, creates and updates that somebody waits for become batch calls. Calls of the
/// background pass as they are: who works without anybody waiting makes batches of its own.
///
/// A batch leaves when it is full or when its window has passed, and goes on filling while it waits for its turn. Equal
/// reads in a batch are sent once. A read that is on its way already is not joined: it may have been answered from before
/// the asker's own last write. A caller that is cancelled leaves the batch and takes nobody with it; nothing is
/// remembered of a reply, good or bad.
package actor CoalescingTransport: TransportLayer, MergeView {
  private let context: ClientContext
  private let settings: CoalescingSettings
  /// The batch of each lane that takes more.
  private var open: [MergeLane: Gathering] = [:]
  private var waiting: [Int: CheckedContinuation<Result<HubSpotResponse, HubSpotTransportError>, Never>] = [:]
  private var joined = 0
  private var sent: [CallLabel: Int] = [:]

  package init(_ context: ClientContext) {
    self.context = context
    settings = context.settings.coalescing
  }

  nonisolated package var merging: (any MergeView)? { self }

  nonisolated package var batchSize: Int { settings.batch }

  package var gatheringBatches: Int { open.values.count { !$0.hasDeparted } }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    guard request.origin.kind.isForeground, request.turn == nil, let lane = MergeLane(request) else {
      return try await context.transport.send(request)
    }
    joined += 1
    let number = joined
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiting[number] = continuation
        join(Gathering.Member(number: number, request: request), lane)
      }
    } onCancel: {
      Task { await self.withdraw(number) }
    }
    return try outcome.get()
  }

  private func join(_ member: Gathering.Member, _ lane: MergeLane) {
    if let gathering = open[lane], !gathering.takes(member) {
      open[lane] = nil
      depart(gathering)
    }
    let gathering = open[lane] ?? begin(lane)
    gathering.add(member)
    guard gathering.merged.inputCount >= settings.batch else { return }
    open[lane] = nil
    depart(gathering)
  }

  private func begin(_ lane: MergeLane) -> Gathering {
    let gathering = Gathering(lane, closes: context.time.now + settings.sentWithin)
    open[lane] = gathering
    Task {
      let window = await settings.window(asking: context.turns)
      do {
        try await context.time.sleep(for: window)
        depart(gathering)
      } catch {
        fail(gathering, because: .instanceGone)
      }
    }
    return gathering
  }

  /// Who asked has gone: whether HubSpot acts is not known to it.
  private func withdraw(_ number: Int) {
    guard let continuation = waiting.removeValue(forKey: number) else { return }
    for gathering in open.values { gathering.remove { $0.number == number } }
    continuation.resume(returning: .failure(.instanceGone))
  }

  /// A batch waits for its turn, and is sent as it is then.
  private func depart(_ gathering: Gathering) {
    guard !gathering.hasDeparted else { return }
    gathering.hasDeparted = true
    // All who asked have gone.
    guard !gathering.members.isEmpty else { return close(gathering) }
    Task {
      do throws(HubSpotTransportError) {
        let turn = try await context.turns?.turn(for: gathering.request(from: origin(gathering.lane)))
        close(gathering)
        // Those who have gone meanwhile need no answer.
        gathering.remove { waiting[$0.number] == nil }
        guard !gathering.members.isEmpty else {
          if let turn { await context.turns?.giveBack(turn) }
          return
        }
        await settle(gathering, gathering.members, turn)
      } catch {
        fail(gathering, because: error)
      }
    }
  }

  /// Sends the calls of some members as one, and answers each.
  private func settle(_ gathering: Gathering, _ members: [Gathering.Member], _ turn: Turn?) async {
    let merged = MergedCall(gathering.lane, members.map(\.request.call))
    var request = members[0].request
    if members.count > 1 {
      request = HubSpotRequest(merged.call, label: request.label, origin: numbered(gathering.lane))
    }
    // Of a single call too: its own may be later than the moment after which none of the batch is sent.
    request.deadline = gathering.deadline
    request.turn = turn
    context.events.record(.layer(LayerEvent("coalescing", "batch", value: merged.inputCount)))
    do throws(HubSpotTransportError) {
      let response = try await context.transport.send(request)
      if merged.mayBeOneInputsFault(response) {
        let middle = members.count / 2
        await settle(gathering, Array(members[..<middle]), nil)
        await settle(gathering, Array(members[middle...]), nil)
        return
      }
      for (member, reply) in zip(members, merged.replies(in: response)) {
        // A reply that says nothing of an input leaves open whether it has acted.
        answer(member, reply.map { .success($0) } ?? .failure(.noReply))
      }
    } catch {
      for member in members { answer(member, .failure(error)) }
    }
  }

  private func answer(_ member: Gathering.Member, _ outcome: Result<HubSpotResponse, HubSpotTransportError>) {
    waiting.removeValue(forKey: member.number)?.resume(returning: outcome)
  }

  private func fail(_ gathering: Gathering, because error: HubSpotTransportError) {
    close(gathering)
    for member in gathering.members { answer(member, .failure(error)) }
  }

  private func close(_ gathering: Gathering) {
    if open[gathering.lane] === gathering { open[gathering.lane] = nil }
  }

  /// Of the next batch of a lane, counted as sent.
  private func numbered(_ lane: MergeLane) -> CallOrigin {
    defer { sent[lane.label, default: 0] += 1 }
    return origin(lane)
  }

  private func origin(_ lane: MergeLane) -> CallOrigin {
    let name = context.instance == 0 ? lane.label.name : "\(lane.label.name)@\(context.instance)"
    return .batch(name, number: sent[lane.label] ?? 0)
  }
}

/// A batch that fills.
private final class Gathering {
  struct Member {
    let number: Int
    let request: HubSpotRequest
  }

  let lane: MergeLane
  /// After this moment none of its calls is sent.
  private let end: Timestamp
  private(set) var members: [Member] = []
  private(set) var merged: MergedCall
  /// Whether it is on its way to its turn, or has had it.
  var hasDeparted = false

  init(_ lane: MergeLane, closes end: Timestamp) {
    self.lane = lane
    self.end = end
    merged = MergedCall(lane)
  }

  func add(_ member: Member) {
    members.append(member)
    merged.add(member.request.call)
  }

  func remove(where isGone: (Member) -> Bool) {
    let stay = members.filter { !isGone($0) }
    guard stay.count < members.count else { return }
    members = stay
    merged = MergedCall(lane, stay.map(\.request.call))
  }

  func takes(_ member: Member) -> Bool { merged.takes(member.request.call) }

  /// What a turn is asked for with.
  func request(from origin: CallOrigin) -> HubSpotRequest {
    var request = HubSpotRequest(merged.call, label: lane.label, origin: origin)
    request.deadline = deadline
    return request
  }

  /// When the last of them stops waiting, and no later than the batch may be sent.
  var deadline: Timestamp {
    let deadlines = members.compactMap(\.request.deadline)
    return deadlines.count == members.count ? min(end, deadlines.max() ?? end) : end
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// Single calls become batch calls, within one instance.
  package static var merged: Self { Part("merged") { CoalescingTransport($0) } }
}

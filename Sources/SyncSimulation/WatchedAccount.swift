import BulkSync
import DeterministicRuntime
import HubSpotAPI
import SyncScenarios

/// HubSpot as the whole world of a sync reaches it: counts records that are sent although their content is acknowledged, and
/// refuses single inputs of batches where that is asked for (207).
struct WatchedAccount: HubSpotTransport {
  private static let refusal: KeyedRandom.Purpose = "an input that is refused"

  private struct Seen {
    var resent: [RecordKey] = []
    var refusals: [String: Int] = [:]
  }

  let hubSpot: any HubSpotTransport
  let isAcknowledged: @Sendable (RecordKey, RecordChecksum) -> Bool
  let random: KeyedRandom
  let refused: RefusedInputs
  private let monitor: SyncMonitor
  private let seen = SimulationLocal(Seen())

  /// - Parameters:
  ///   - monitor: is told of refusals.
  ///   - isAcknowledged: by what is committed in the journal.
  init(
    _ hubSpot: any HubSpotTransport,
    _ random: KeyedRandom,
    _ refused: RefusedInputs,
    _ monitor: SyncMonitor,
    isAcknowledged: @escaping @Sendable (RecordKey, RecordChecksum) -> Bool
  ) {
    self.hubSpot = hubSpot
    self.random = random
    self.refused = refused
    self.monitor = monitor
    self.isAcknowledged = isAcknowledged
  }

  /// Each time that a record was sent although its content was acknowledged and committed.
  var resent: [RecordKey] { seen.withValue { $0.resent } }

  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    let response = try await answer(request)
    if response.status == 429 { monitor.noteRefusal() }
    return response
  }

  private func answer(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    switch request.call {
    case .createObject(let input): note(input.properties)
    case .updateObject(_, let properties): note(properties)
    case .upsertBatch(let type, let idProperty, let inputs):
      for input in inputs { note(input.properties) }
      guard refused.share > 0 else { break }
      return try await sendPart(request, type, idProperty, inputs)
    default: break
    }
    return try await hubSpot.send(request)
  }

  private func note(_ properties: [Property]) {
    guard let key = properties.first.flatMap({ RecordKey($0.value) }),
      isAcknowledged(key, RecordChecksum(of: properties))
    else { return }
    seen.withValue { $0.resent.append(key) }
  }

  private func sendPart(
    _ request: HubSpotRequest,
    _ type: ObjectType,
    _ idProperty: String,
    _ inputs: [UpsertInput]
  ) async throws(HubSpotTransportError) -> HubSpotResponse {
    let spoiled = inputs.filter { isSpoiled($0.uniqueValue) }
    let sound = inputs.filter { !isSpoiled($0.uniqueValue) }
    guard !spoiled.isEmpty else { return try await hubSpot.send(request) }
    var request = request
    // A batch of which nothing is left takes its place in the limits as a read of nothing that exists.
    request.call =
      sound.isEmpty
      ? .readBatch(BatchQuery(type, ids: [ObjectID(1)], properties: []))
      : .upsertBatch(type, idProperty: idProperty, sound)
    var response = try await hubSpot.send(request)
    guard response.isSuccess, case .batch(var reply) = response.body else { return response }
    reply.errors = spoiled.map { input in
      let message = "The value of \(RecordProperty.count) is not valid"
      return BatchReply.ItemError(category: "VALIDATION_ERROR", message: message, ids: [input.uniqueValue])
    }
    response.status = 207
    response.body = .batch(reply)
    seen.withValue { seen in for input in spoiled { seen.refusals[input.uniqueValue, default: 0] += 1 } }
    return response
  }

  private func isSpoiled(_ key: String) -> Bool {
    var name = RunDigest()
    name.combine(key)
    var draw = random.draw(Self.refusal, Int(truncatingIfNeeded: name.value))
    return draw.uniform() < refused.share && seen.withValue { $0.refusals[key] ?? 0 } < refused.times
  }
}

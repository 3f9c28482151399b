import DeterministicRuntime
import HubSpotAPI
import Ports

/// What goes wrong with one port call.
enum Fault: Hashable, Sendable {
  /// The instance dies before the call is sent.
  case deathBefore
  /// The instance dies when the call has had its effect.
  case deathAfter
  /// HubSpot only: the call never arrives, and no reply comes.
  case lostRequest
  /// HubSpot only: the call has its effect, and no reply comes.
  case lostReply
  /// HubSpot only: an error without effect.
  case answer(Int)
  /// HubSpot only: an error although the call has had its effect.
  case answerAfterEffect(Int)
  /// HubSpot only: the call arrives this much later.
  case delay(Duration)
  /// HubSpot only: a batch of notes is rejected as a whole (400) if one of them ends so.
  case rejectNotes(endingWith: String)

  var isDeath: Bool { self == .deathBefore || self == .deathAfter }
}

/// What an instance sent through its ports, and what shall go wrong with it. Calls are numbered from 1.
final class PortFaults: Sendable {
  private struct State {
    var isDead = false
    var portCalls = 0
    var hubSpotCalls = 0
    var byPortCall: [Int: Fault] = [:]
    var byHubSpotCall: [Int: Fault] = [:]
    /// Every call of these labels, for ever.
    var byLabel: [CallLabel: Fault] = [:]
    /// The next calls of these labels, one fault each; the last for ever.
    var sequenceByLabel: [CallLabel: [Fault]] = [:]
    var fired = 0
    var journal: [String] = []
  }

  private let state = SimulationLocal(State())

  /// Lets a fault strike the `number`-th call from now through any port.
  func strikePort(_ number: Int, _ fault: Fault) {
    state.withValue { $0.byPortCall[$0.portCalls + number] = fault }
  }

  /// Lets a fault strike the `number`-th call to HubSpot from now.
  func strikeHubSpot(_ number: Int, _ fault: Fault) {
    state.withValue { $0.byHubSpotCall[$0.hubSpotCalls + number] = fault }
  }

  /// Lets a fault strike all calls of a label until `heal`.
  func strike(_ label: CallLabel, _ fault: Fault) { state.withValue { $0.byLabel[label] = fault } }

  /// Lets each of the faults strike one call of a label, in their order, and the last one all later ones until `heal`.
  func strikeFirst(_ label: CallLabel, _ faults: [Fault]) { state.withValue { $0.sequenceByLabel[label] = faults } }

  func heal() {
    state.withValue {
      $0.sequenceByLabel = [:]
      $0.byPortCall = [:]
      $0.byHubSpotCall = [:]
      $0.byLabel = [:]
    }
  }

  func die() { state.withValue { $0.isDead = true } }

  var isDead: Bool { state.withValue { $0.isDead } }
  /// Whether the instance goes on: not dead, and the request not given up by its host.
  var isPassable: Bool { !isDead && !Task.isCancelled }
  /// How many faults have struck.
  var fired: Int { state.withValue { $0.fired } }
  /// The labels of all calls to HubSpot, in the order in which they were sent.
  var journal: [String] { state.withValue { $0.journal } }
  var portCalls: Int { state.withValue { $0.portCalls } }

  fileprivate func nextStoreCall() -> Fault? {
    state.withValue { state in
      state.portCalls += 1
      let fault = state.byPortCall[state.portCalls]
      if fault != nil { state.fired += 1 }
      return fault
    }
  }

  fileprivate func nextHubSpotCall(_ label: CallLabel) -> Fault? {
    state.withValue { state in
      state.portCalls += 1
      state.hubSpotCalls += 1
      state.journal.append(label.name)
      var fault = state.byPortCall[state.portCalls] ?? state.byHubSpotCall[state.hubSpotCalls] ?? state.byLabel[label]
      if let next = state.sequenceByLabel[label]?.first {
        fault = next
        if let count = state.sequenceByLabel[label]?.count, count > 1 { state.sequenceByLabel[label]?.removeFirst() }
      }
      if fault != nil { state.fired += 1 }
      return fault
    }
  }
}

struct FaultyTransport: HubSpotTransport {
  let inner: any HubSpotTransport
  let faults: PortFaults
  private let clock = VirtualClock()

  init(_ inner: any HubSpotTransport, _ faults: PortFaults) {
    self.inner = inner
    self.faults = faults
  }

  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    guard faults.isPassable else { throw .instanceGone }
    let response = try await send(request, faults.nextHubSpotCall(request.label))
    guard faults.isPassable else { throw .instanceGone }
    return response
  }

  private func send(
    _ request: HubSpotRequest,
    _ fault: Fault?
  ) async throws(HubSpotTransportError) -> HubSpotResponse {
    switch fault {
    case nil: return try await inner.send(request)
    case .deathBefore:
      faults.die()
      throw .instanceGone
    case .deathAfter:
      _ = try await inner.send(request)
      faults.die()
      throw .instanceGone
    case .lostRequest:
      await clock.sleepThroughCancellation(nanoseconds: 5_000_000_000)
      throw .noReply
    case .lostReply:
      _ = try await inner.send(request)
      throw .noReply
    case .answer(let status):
      await clock.sleepThroughCancellation(nanoseconds: 20_000_000)
      return Self.error(status)
    case .answerAfterEffect(let status):
      _ = try await inner.send(request)
      return Self.error(status)
    case .delay(let delay):
      await clock.sleepThroughCancellation(nanoseconds: delay.wholeNanoseconds)
      return try await inner.send(request)
    case .rejectNotes(let text):
      guard case .createBatch(_, let inputs) = request.call,
        inputs.contains(where: { $0.properties.contains { $0.value.hasSuffix(text) } })
      else { return try await inner.send(request) }
      return Self.error(400)
    }
  }

  private static func error(_ status: Int) -> HubSpotResponse {
    let body = HubSpotErrorBody(message: "as scripted", category: "SCRIPTED", correlationID: "0")
    return HubSpotResponse(status: status, body: .error(body))
  }
}

struct FaultyStore: KeyValueStore {
  let inner: any KeyValueStore
  let faults: PortFaults

  init(_ inner: any KeyValueStore, _ faults: PortFaults) {
    self.inner = inner
    self.faults = faults
  }

  func run<Output: Sendable>(_ script: StoreScript<Output>) async throws(StoreError) -> Output {
    let fault = try begin()
    let output = try await inner.run(script)
    try end(fault)
    return output
  }

  func blockingPopFirst(_ key: String, timeout: Duration) async throws(StoreError) -> String? {
    let fault = try begin()
    let element = try await inner.blockingPopFirst(key, timeout: timeout)
    try end(fault)
    return element
  }

  private func begin() throws(StoreError) -> Fault? {
    guard faults.isPassable else { throw .instanceGone }
    let fault = faults.nextStoreCall()
    if fault == .deathBefore {
      faults.die()
      throw .instanceGone
    }
    return fault
  }

  private func end(_ fault: Fault?) throws(StoreError) {
    if fault == .deathAfter { faults.die() }
    guard faults.isPassable else { throw .instanceGone }
  }
}

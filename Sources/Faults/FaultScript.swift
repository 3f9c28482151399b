import DeterministicRuntime
package import HubSpotAPI

/// A plan that says of single calls what shall go wrong with them, and keeps what was called. Calls are numbered from 1;
/// sleeps are no calls, and nothing strikes them.
package final class FaultScript: FaultPlan {
  fileprivate struct State {
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

  package init() {}

  /// Lets a fault strike the `number`-th call from now through any port.
  package func strikePort(_ number: Int, _ fault: Fault) {
    state.withValue { $0.byPortCall[$0.portCalls + number] = fault }
  }

  /// Lets a fault strike the `number`-th call to HubSpot from now.
  package func strikeHubSpot(_ number: Int, _ fault: Fault) {
    state.withValue { $0.byHubSpotCall[$0.hubSpotCalls + number] = fault }
  }

  /// Lets a fault strike all calls of a label until `heal`.
  package func strike(_ label: CallLabel, _ fault: Fault) { state.withValue { $0.byLabel[label] = fault } }

  /// Lets each of the faults strike one call of a label, in their order, and the last one all later ones until `heal`.
  package func strikeFirst(_ label: CallLabel, _ faults: [Fault]) {
    state.withValue { $0.sequenceByLabel[label] = faults }
  }

  /// From now on nothing goes wrong. Who has died stays dead.
  package func heal() {
    state.withValue {
      $0.sequenceByLabel = [:]
      $0.byPortCall = [:]
      $0.byHubSpotCall = [:]
      $0.byLabel = [:]
    }
  }

  /// How many faults have struck.
  package var fired: Int { state.withValue { $0.fired } }
  /// The labels of all calls to HubSpot, in the order in which they were sent.
  package var journal: [String] { state.withValue { $0.journal } }

  package func fault(at use: PortUse) -> Fault? {
    state.withValue { state -> Fault? in
      let fault: Fault?
      switch use {
      case .sleep: return nil
      case .storeCommand, .notice: fault = state.atPlainCall()
      case .call(let request): fault = state.atCall(request.label)
      }
      if fault != nil { state.fired += 1 }
      return fault
    }
  }
}

extension FaultScript.State {
  fileprivate mutating func atPlainCall() -> Fault? {
    portCalls += 1
    return byPortCall[portCalls]
  }

  fileprivate mutating func atCall(_ label: CallLabel) -> Fault? {
    portCalls += 1
    hubSpotCalls += 1
    journal.append(label.name)
    if let faults = sequenceByLabel[label], let next = faults.first {
      if faults.count > 1 { sequenceByLabel[label]?.removeFirst() }
      return next
    }
    return byPortCall[portCalls] ?? byHubSpotCall[hubSpotCalls] ?? byLabel[label]
  }
}

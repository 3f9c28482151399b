package import DeterministicRuntime
import HubSpotAPI
package import VirtualTime

/// A plan that draws what goes wrong from a seed: each use of a port of the instance meets each fault with its risk,
/// until things go well again.
///
/// A call to HubSpot draws by its label, its origin and its try: the same call meets the same luck whatever else happens.
/// Calls of one label in one request or pass draw alike. Commands of the store and sleeps draw by their number.
package final class DrawnFaults: FaultPlan {
  /// How often a fault strikes.
  package struct Risk: Sendable {
    package let fault: Fault
    /// The share of the uses that it can strike, from 0 to 1.
    package let share: Double

    /// Traps when `share` is not from 0 to 1.
    package init(_ fault: Fault, share: Double) {
      precondition((0...1).contains(share), "a share of \(share) for \(fault); expected 0 to 1")
      self.fault = fault
      self.share = share
    }
  }

  private static let calls: KeyedRandom.Purpose = "a fault at a call"
  private static let commands: KeyedRandom.Purpose = "a fault at a command of the store"
  private static let sleeps: KeyedRandom.Purpose = "a fault asleep"
  private static let notices: KeyedRandom.Purpose = "a fault at a notice"

  private let random: KeyedRandom
  private let instance: Int
  private let risks: [Risk]
  private let end: VirtualInstant
  private let clock = VirtualClock()
  private let count = SimulationLocal(Count())

  private struct Count {
    var commands = 0
    var sleeps = 0
    var notices = 0
  }

  /// - Parameters:
  ///   - random: of the run's seed.
  ///   - instance: the number of the instance: each meets luck of its own.
  ///   - risks: at most one of them strikes a use; their shares add up to at most 1.
  ///   - end: from here on nothing goes wrong, so that a run can come to rest. Who has died stays dead.
  package init(_ random: KeyedRandom, instance: Int, risks: [Risk], until end: VirtualInstant) {
    precondition(risks.reduce(0) { $0 + $1.share } <= 1, "the shares of \(risks) add up to more than 1")
    self.random = random
    self.instance = instance
    self.risks = risks
    self.end = end
  }

  package func fault(at use: PortUse) -> Fault? {
    guard clock.now < end else { return nil }
    var left = fraction(use)
    for risk in risks {
      left -= risk.share
      guard left < 0 else { continue }
      if case .call = use { return risk.fault }
      return risk.fault.strikesAnyPort ? risk.fault : nil
    }
    return nil
  }

  /// From 0 up to but not including 1.
  private func fraction(_ use: PortUse) -> Double {
    var draw: Draw
    switch use {
    case .call(let request):
      var name = RunDigest()
      name.combine(request.label.name)
      name.combine(request.origin.description)
      draw = random.draw(Self.calls, instance, Int(truncatingIfNeeded: name.value), request.tryNumber)
    case .storeCommand:
      draw = random.draw(Self.commands, instance, next(\.commands))
    case .sleep:
      draw = random.draw(Self.sleeps, instance, next(\.sleeps))
    case .notice:
      draw = random.draw(Self.notices, instance, next(\.notices))
    }
    return draw.uniform()
  }

  private func next(_ counter: WritableKeyPath<Count, Int>) -> Int {
    count.withValue {
      $0[keyPath: counter] += 1
      return $0[keyPath: counter]
    }
  }
}

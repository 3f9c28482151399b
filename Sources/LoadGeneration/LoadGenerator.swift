package import BookingAPI
package import DeterministicRuntime
package import HubSpotAPI
package import Ports
package import VirtualTime

/// What visitors meet.
package struct VisitorWorld: Sendable {
  package let service: any BookingService
  package let catalogue: any ExamCatalogue
  package let behaviour: VisitorBehaviour
  package let random: KeyedRandom
  package let events: any EventSink<VisitorEvent>
  let clock = VirtualClock()

  package init(
    service: any BookingService,
    catalogue: any ExamCatalogue,
    behaviour: VisitorBehaviour,
    random: KeyedRandom,
    events: any EventSink<VisitorEvent>
  ) {
    self.service = service
    self.catalogue = catalogue
    self.behaviour = behaviour
    self.random = random
    self.events = events
  }
}

/// Lets visitors arrive and waits until the last has left.
package struct LoadGenerator: Sendable {
  /// How the first exam of a visitor is chosen.
  package enum ExamChoice: String, Hashable, Sendable, CaseIterable {
    /// Each exam as likely as the other.
    case uniform
    /// Visitor i takes exam i mod the number of exams.
    case roundRobin = "round_robin"
  }

  private let arrivals: [VirtualInstant]
  private let contacts: [ObjectID]
  private let choice: ExamChoice
  private let world: VisitorWorld

  /// - Parameters:
  ///   - arrivals: ascending.
  ///   - contacts: the contact of each visitor, as many as arrivals.
  package init(arrivals: [VirtualInstant], contacts: [ObjectID], choice: ExamChoice, world: VisitorWorld) {
    precondition(arrivals.count == contacts.count, "\(arrivals.count) arrivals for \(contacts.count) contacts")
    self.arrivals = arrivals
    self.contacts = contacts
    self.choice = choice
    self.world = world
  }

  /// - Throws: what the service throws, or the cancellation of the run.
  package func run() async throws {
    let clock = VirtualClock()
    try await TaskCrowd.run { visitors in
      for (number, arrival) in arrivals.enumerated() {
        let wait = arrival - clock.now
        if wait > .zero { try await clock.sleep(for: wait) }
        // Nobody arrives any more after a visitor's error, which ends the run.
        if visitors.isCancelled { return }
        let visitor = Visitor(number: number, contact: contacts[number], firstExam: exam(of: number), world: world)
        visitors.add { try await visitor.run() }
      }
    }
  }

  private func exam(of visitor: Int) -> ExamOffer {
    let exams = world.catalogue.exams
    switch choice {
    case .roundRobin: return exams[visitor % exams.count]
    case .uniform:
      var draw = world.random.draw("exam choice", visitor)
      return exams[draw.uniformInteger(in: 0..<exams.count)]
    }
  }
}

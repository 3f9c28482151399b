import DeterministicRuntime

/// What a visitor does, from arrival to leaving: steps, one after the other.
package struct Journey: Hashable, Sendable {
  /// The steps of a journey or of a part of one.
  package struct Steps: Hashable, Sendable {
    package var all: [any VisitorStep]

    package init(_ all: [any VisitorStep]) { self.all = all }

    /// How many wishes for a booking they lead to at most, for one visitor.
    package var mostWishes: Int { all.reduce(0) { $0 + $1.mostWishes } }
    package var mostCancellations: Int { all.reduce(0) { $0 + $1.mostCancellations } }
    /// How visitors come back in them.
    package var comeBacks: [ComeBack] { all.flatMap(\.comeBacks) }
    package var queueWaits: [QueueWaiting] { all.flatMap(\.queueWaits) }

    package static func == (left: Steps, right: Steps) -> Bool {
      left.all.map { AnyHashable($0) } == right.all.map { AnyHashable($0) }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(all.map { AnyHashable($0) }) }
  }

  /// How many visitors take it, in proportion to the weights of the others.
  package let weight: Int
  package let steps: Steps
  /// Whether each step draws by its place in the journey. The journey that follows from a visitor's behaviour does not:
  /// its steps draw each for a purpose of their own, as they did before there were journeys.
  let drawsByPlace: Bool

  /// - Parameter weight: above 0.
  package init(weight: Int = 1, _ steps: [any VisitorStep]) {
    self.init(weight: weight, steps, drawsByPlace: true)
  }

  init(weight: Int = 1, _ steps: [any VisitorStep], drawsByPlace: Bool) {
    precondition(weight > 0, "a journey's weight is \(weight)")
    self.weight = weight
    self.steps = Steps(steps)
    self.drawsByPlace = drawsByPlace
  }
}

extension Journey {
  /// The journey of one visitor, drawn by weight when there are several.
  ///
  /// - Parameter journeys: at least one.
  static func drawn(from journeys: [Journey], for visitor: Int, _ random: KeyedRandom) -> Journey {
    guard journeys.count > 1 else { return journeys[0] }
    var draw = random.draw("journey", visitor)
    var place = draw.uniformInteger(in: 0..<journeys.reduce(0) { $0 + $1.weight })
    for journey in journeys {
      if place < journey.weight { return journey }
      place -= journey.weight
    }
    preconditionFailure("\(place) is beyond the weights of \(journeys.count) journeys")
  }
}

/// One thing that a visitor does. A new one is a type of its own in `Steps`, with its keys in scenario files.
package protocol VisitorStep: Hashable, Sendable {
  /// How many wishes for a booking it leads to at most.
  var mostWishes: Int { get }
  var mostCancellations: Int { get }
  /// How the visitor comes back in it; empty for a step without a way back.
  var comeBacks: [ComeBack] { get }
  /// What the visitor does in it while requests wait in a queue.
  var queueWaits: [QueueWaiting] { get }

  /// Does it.
  ///
  /// - Returns: whether the visitor goes on with the next step or leaves.
  /// - Throws: what the service throws, or the cancellation of the run.
  func take(_ visit: inout Visit) async throws -> StepEnd
}

extension VisitorStep {
  package var mostWishes: Int { 0 }
  package var mostCancellations: Int { 0 }
  package var comeBacks: [ComeBack] { [] }
  package var queueWaits: [QueueWaiting] { [] }
}

package enum StepEnd: Hashable, Sendable {
  case goesOn, leaves
}

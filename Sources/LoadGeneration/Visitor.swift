import HubSpotAPI
import Ports

/// One visitor, from arrival to leaving.
struct Visitor: Sendable {
  let number: Int
  let contact: ObjectID
  let firstExam: ExamOffer
  let world: VisitorWorld

  func run() async throws {
    let journey = Journey.drawn(from: world.behaviour.ways, for: number, world.random)
    var visit = Visit(
      visitor: number,
      contact: contact,
      exam: firstExam,
      drawsByPlace: journey.drawsByPlace,
      world: world
    )
    _ = try await visit.take(journey.steps)
    world.events.record(.left(visitor: number))
  }
}

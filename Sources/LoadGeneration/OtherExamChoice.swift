import DeterministicRuntime
import HubSpotAPI

extension Visit {
  /// Another exam that shows free seats, each as likely as the other; nil when there is none.
  func otherExam(than tried: Set<ObjectID>, choice: Int) async -> ExamOffer? {
    let free = await world.catalogue.examsWithSeats()
    let candidates = world.catalogue.exams.filter { free.contains($0.id) && !tried.contains($0.id) }
    guard !candidates.isEmpty else { return nil }
    var draw = draw("other exam", choice)
    return candidates[draw.uniformInteger(in: 0..<candidates.count)]
  }
}

import BookingAPI
import BookingCore
import Measures
import VirtualTime

/// Takes down how long booking requests wait in a queue. It enters no digest: what visitors learn does.
struct QueueLog: Sendable {
  private struct Round: Hashable {
    let request: RequestID
    let number: Int
  }

  private(set) var samples: [QueuedRequestSample] = []
  private var numbers: [Round: Int] = [:]

  mutating func observe(_ event: QueueEvent, at now: VirtualInstant) {
    switch event {
    case .entered(let id, let round, let priority, let place):
      numbers[Round(request: id, number: round)] = samples.count
      samples.append(
        QueuedRequestSample(
          at: now,
          priority: priority.rawValue,
          position: place.position,
          estimate: VirtualSpan(place.estimate)
        )
      )
    case .begun(let id, let round, let attempt):
      guard let number = numbers[Round(request: id, number: round)] else { return }
      samples[number].tries = attempt
    case .ended(let id, let round, let code):
      guard let number = numbers[Round(request: id, number: round)] else { return }
      (samples[number].endedAt, samples[number].code) = (now, code)
    case .turnedAway, .carriedOutAtOnce: break
    }
  }
}

import HubSpotAPI
import VirtualTime

extension RunSamples {
  /// The confirmed wishes for which no selected call was sent, among all confirmed ones. What a visitor sent before the
  /// wish, on the booking page, does not count.
  func bookedWithout(_ selection: Selection) -> Observations {
    var sent: [Int: [VirtualInstant]] = [:]
    for request in requests {
      guard request.origin.kind == .visitor, let visitor = request.origin.number else { continue }
      if selection.tags.allSatisfy({ request.tag($0.key) == $0.value }) {
        sent[visitor, default: []].append(request.at)
      }
    }
    let booked = wishes.filter { $0.end == .confirmed && (selection.window?.contains($0.at) ?? true) }
    let without = booked.count { wish in
      !(sent[Int(wish.visitor)] ?? []).contains { (wish.at...max(wish.at, wish.endedAt)).contains($0) }
    }
    return .share(events: without, trials: booked.count)
  }
}

extension RunSamples {
  /// The selected answers of the booking API; those to booking requests unless an endpoint is named.
  func answers(_ selection: Selection) -> [AnswerSample] {
    var selection = selection
    selection.tags["endpoint"] = selection.tags["endpoint"] ?? AnswerSample.creation
    return answers.filter { selection.contains($0) }
  }
}

import HubSpotAPI

/// A selection of things that were done on behalf of requests of the booking API, and bear their origins: what the tag
/// `endpoint` selects is looked up among the answers.
struct EndpointSelection {
  private let selection: Selection
  private let requestSelection: RequestSelection
  /// What was sent to the endpoint; nil when every endpoint counts.
  private let requests: Set<CallOrigin>?

  /// - Parameter ignored: a tag that does not decide.
  init(_ selection: Selection, in samples: RunSamples, ignoring ignored: String? = nil) {
    var others = selection
    if let ignored { others.tags[ignored] = nil }
    let endpoint = others.tags.removeValue(forKey: "endpoint")
    self.selection = others
    requestSelection = RequestSelection(others)
    requests = endpoint.map { endpoint in
      Set(samples.answers.lazy.filter { $0.endpoint == endpoint }.map(\.origin))
    }
  }

  func contains(_ request: RequestSample) -> Bool {
    requestSelection.contains(request) && (requests?.contains(request.origin) ?? true)
  }

  func contains(_ look: CacheLookSample) -> Bool {
    selection.contains(look) && (requests?.contains(look.origin) ?? true)
  }
}

extension RunSamples {
  /// How many of the selected requests to HubSpot count.
  func count(_ selection: Selection, where isCounted: (RequestSample) -> Bool = { _ in true }) -> Int {
    let selected = EndpointSelection(selection, in: self)
    return requests.count { selected.contains($0) && isCounted($0) }
  }

  /// How many requests to HubSpot were sent on behalf of each of the selected requests of the booking API, those of booking
  /// requests unless an endpoint is named. The tag `call` selects among what was sent; calls that were merged with others'
  /// belong to nobody.
  func callsPerRequest(_ selection: Selection) -> [Int] {
    var (ofAnswers, ofCalls) = (selection, Selection())
    ofCalls.tags["call"] = ofAnswers.tags.removeValue(forKey: "call")
    let answers = answers(ofAnswers)
    var sent = Dictionary(answers.map { ($0.origin, 0) }) { first, _ in first }
    let selected = RequestSelection(ofCalls)
    for request in requests where selected.contains(request) {
      if let count = sent[request.origin] { sent[request.origin] = count + 1 }
    }
    return answers.map { sent[$0.origin] ?? 0 }
  }
}

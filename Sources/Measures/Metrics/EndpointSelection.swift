import HubSpotAPI

/// A selection of things that were done on behalf of visitors' requests, and know these by their numbers: what the tag
/// `endpoint` selects is looked up among the answers that visitors got.
struct EndpointSelection {
  private let selection: Selection
  /// What visitors sent to the endpoint; nil when every endpoint counts.
  private let requests: Set<VisitorRequest>?

  init(_ selection: Selection, in samples: RunSamples) {
    var others = selection
    let endpoint = others.tags.removeValue(forKey: "endpoint")
    self.selection = others
    requests = endpoint.map { endpoint in
      Set(samples.answers.lazy.filter { $0.endpoint == endpoint }.map { VisitorRequest($0.visitor, $0.request) })
    }
  }

  /// - Parameter ignored: a tag that does not decide.
  func contains(_ request: RequestSample, ignoring ignored: String? = nil) -> Bool {
    guard selection.contains(request, ignoring: ignored) else { return false }
    guard let requests else { return true }
    return VisitorRequest(request.origin).map(requests.contains) ?? false
  }

  func contains(_ look: CacheLookSample) -> Bool {
    selection.contains(look) && (requests?.contains(VisitorRequest(look.visitor, look.request)) ?? true)
  }
}

/// A request of a visitor to the booking API.
struct VisitorRequest: Hashable, Sendable {
  let visitor: Int
  /// Among those of the visitor, from 0.
  let number: Int

  init(_ visitor: Int, _ number: Int) {
    self.visitor = visitor
    self.number = number
  }

  /// nil for what was done on nobody's behalf, or on that of several together.
  init?(_ origin: CallOrigin) {
    guard origin.kind == .visitor, let visitor = origin.number else { return nil }
    self.init(visitor, origin.request)
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
    var sent = Dictionary(answers.map { (VisitorRequest($0.visitor, $0.request), 0) }) { first, _ in first }
    for request in requests where ofCalls.contains(request) {
      guard let cause = VisitorRequest(request.origin), let count = sent[cause] else { continue }
      sent[cause] = count + 1
    }
    return answers.map { sent[VisitorRequest($0.visitor, $0.request)] ?? 0 }
  }
}

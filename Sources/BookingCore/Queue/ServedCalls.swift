package import HubSpotAPI

/// Passes calls on, and learns from the requests that are being served how many calls a booking takes.
package actor ServedCalls: HubSpotTransport {
  /// How many calls of each of HubSpot's two limits.
  package struct Cost: Hashable, Sendable {
    package var calls: Int
    package var searches: Int
  }

  /// So many bookings are remembered.
  private static let memory = 50

  private let inner: any HubSpotTransport
  private let assumed: Int
  private var underWay: [CallOrigin: Cost] = [:]
  private var isClaiming = false
  /// Of the bookings served last.
  private var served: [Cost] = []

  /// - Parameter assumed: what a booking costs as long as none has been served.
  package init(_ inner: any HubSpotTransport, assumed: Int) {
    self.inner = inner
    self.assumed = assumed
  }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    if var cost = underWay[request.origin] {
      if request.call.isSearch { cost.searches += 1 } else { cost.calls += 1 }
      underWay[request.origin] = cost
    }
    return try await inner.send(request)
  }

  /// - Returns: false while somebody claims requests already.
  package func startClaiming() -> Bool {
    guard !isClaiming else { return false }
    isClaiming = true
    return true
  }

  /// - Parameter origins: of those that are begun with it.
  package func endClaiming(_ origins: [CallOrigin]) {
    isClaiming = false
    for origin in origins { underWay[origin] = Cost(calls: 0, searches: 0) }
  }

  /// - Parameter isTypical: whether a booking came of it.
  package func end(_ origin: CallOrigin, isTypical: Bool) {
    guard let cost = underWay.removeValue(forKey: origin), isTypical else { return }
    served.append(cost)
    if served.count > Self.memory { served.removeFirst() }
  }

  /// What a booking costs, rounded up; one call at the least. Of those that are assumed one is a search: for the contact's other
  /// bookings.
  package var cost: Cost {
    guard !served.isEmpty else { return Cost(calls: max(1, assumed - 1), searches: min(1, assumed - 1)) }
    func average(_ counts: [Int]) -> Int { (counts.reduce(0, +) + counts.count - 1) / counts.count }
    return Cost(calls: max(1, average(served.map(\.calls))), searches: average(served.map(\.searches)))
  }

  /// What a booking is taken to need of the ten-second limit when another is to be begun. As long as none has been served, that is
  /// every call that is assumed.
  package var callsToBegin: Int { served.isEmpty ? assumed : cost.calls }

  /// How many calls the bookings that have begun are still to send, those that wait for their turns not among them.
  package var outstanding: Int {
    let cost = callsToBegin
    return underWay.values.reduce(0) { $0 + max(0, cost - $1.calls) }
  }

  package var requestsUnderWay: Int { underWay.count }
}

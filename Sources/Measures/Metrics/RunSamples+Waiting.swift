import HubSpotAPI
import VirtualTime

extension RunSamples {
  /// How long wishes lasted; one that was still open at the end of the run lasts for ever.
  func waits(_ isMeant: (WishSample) -> Bool) -> Durations {
    var durations = Durations()
    for wish in wishes where isMeant(wish) {
      durations.record(wish.end == .inFlight ? nil : wish.endedAt - wish.at)
    }
    return durations
  }

  /// Jain's index, (sum of x)^2 / (n sum of x^2), of the times that visitors waited, those who got nothing in the end
  /// included: without them a core would be fair that serves one and drops all others. Who was refused did not wait for a
  /// booking that there was. nil when nobody waited.
  var fairness: Double? {
    let waits = wishes.compactMap { wish -> Double? in
      if case .refused = wish.end { return nil }
      if wish.end == .withdrawn { return nil }
      return (wish.endedAt - wish.at).seconds
    }
    let (sum, squares) = waits.reduce((0, 0)) { ($0.0 + $1, $0.1 + $1 * $1) }
    return squares > 0 ? sum * sum / (Double(waits.count) * squares) : nil
  }

  /// Confirmed no later than so long after the first wish.
  func confirmed(within span: VirtualSpan) -> Int {
    guard let first = wishes.map(\.at).min() else { return 0 }
    return wishes.count { $0.end == .confirmed && $0.endedAt <= first + span }
  }

  /// From the first wish to the last effect of the last one.
  var allDone: VirtualSpan? {
    guard let first = wishes.map(\.at).min(), let last = wishes.map({ $0.effectiveAt ?? $0.endedAt }).max() else {
      return nil
    }
    return last - first
  }

  /// The selected requests that were refused or failed, or were sent for a wish of which nothing came. A request belongs to
  /// the last wish of its visitor that had begun; what is sent after the wish has ended belongs to it, too.
  func wastedCalls(_ selection: Selection) -> Int {
    let byVisitor = Dictionary(grouping: wishes, by: \.visitor)
    let selected = EndpointSelection(selection, in: self)
    return requests.count { request in
      guard selected.contains(request) else { return false }
      if request.status == 429 || request.status >= 500 { return true }
      guard request.origin.kind == .visitor, let visitor = request.origin.number,
        let wish = byVisitor[visitor]?.last(where: { $0.at <= request.at })
      else { return false }
      return switch wish.end {
      case .failed, .abandoned: true
      case .confirmed, .refused, .withdrawn, .inFlight: false
      }
    }
  }
}

extension RunSamples {
  /// The share of the ten-second limit that was not used, averaged over the time in which some wish had been open for longer
  /// than `patience`. nil when that never was, or when the limit is not known.
  ///
  /// - Complexity: O(n log n) in requests and wishes.
  func unusedQuota(whileWaiting patience: VirtualSpan) -> Double? {
    guard !tenSecondLimits.isEmpty else { return nil }
    var (limit, used, waiting) = (0, 0, 0)
    var (last, unused, waited) = (VirtualInstant.start, 0.0, 0.0)
    for turn in quotaTurns(patience).sorted(by: { $0.at < $1.at }) {
      if waiting > 0, limit > 0, turn.at > last {
        let seconds = (turn.at - last).seconds
        waited += seconds
        unused += seconds * Double(max(0, limit - used)) / Double(limit)
      }
      last = turn.at
      switch turn.change {
      case .limit(let new): limit = new
      case .used(let change): used += change
      case .waiting(let change): waiting += change
      }
    }
    return waited > 0 ? unused / waited : nil
  }

  /// A moment at which something about the quota changes.
  private struct QuotaTurn {
    enum Change {
      case limit(Int)
      case used(Int)
      case waiting(Int)
    }

    let at: VirtualInstant
    let change: Change
  }

  private func quotaTurns(_ patience: VirtualSpan) -> [QuotaTurn] {
    let window = VirtualSpan(.seconds(10))
    var turns = tenSecondLimits.map { QuotaTurn(at: $0.from, change: .limit($0.limit)) }
    for request in requests where !request.isSearch && request.refusedBy == nil {
      turns.append(QuotaTurn(at: request.judgedAt, change: .used(1)))
      turns.append(QuotaTurn(at: request.judgedAt + window, change: .used(-1)))
    }
    for wish in wishes where wish.at + patience < wish.endedAt {
      turns.append(QuotaTurn(at: wish.at + patience, change: .waiting(1)))
      turns.append(QuotaTurn(at: wish.endedAt, change: .waiting(-1)))
    }
    return turns
  }
}

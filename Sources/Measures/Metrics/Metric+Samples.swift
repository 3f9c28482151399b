import VirtualTime

/// The forms that metrics of samples come in.
extension Metric {
  static func wishes(_ time: WishTime) -> Metric {
    Metric(time.name, .trend, .milliseconds, .lower, time.summary) { run, selection in
      .durations(time.durations(of: run.samples.wishes.lazy.filter { selection.contains($0) }))
    }
  }

  /// A share of the wishes that could be met: those that were not refused lawfully.
  static func success(
    _ name: String,
    _ summary: String,
    _ isEvent: @escaping @Sendable (WishSample) -> Bool
  ) -> Metric {
    Metric(name, .rate, .share, .higher, summary) { run, selection in
      let possible = run.samples.wishes.filter { wish in
        if case .refused(_, isLawful: true) = wish.end { return false }
        if wish.end == .withdrawn { return false }
        return selection.contains(wish)
      }
      return .share(events: possible.count(where: isEvent), trials: possible.count)
    }
  }

  static func count(
    _ name: String,
    _ better: Preference,
    _ summary: String,
    _ isEvent: @escaping @Sendable (WishSample) -> Bool
  ) -> Metric {
    Metric(name, .counter, .count, better, summary, tags: [.code]) { run, selection in
      let events = run.samples.wishes.count { selection.contains($0) && isEvent($0) }
      return .count(events, seconds: selection.seconds(in: run))
    }
  }

  /// - Parameter ignored: a tag that selects events among the trials, not the trials.
  static func requestShare(
    _ name: String,
    _ better: Preference,
    _ summary: String,
    ignoring ignored: MetricTag? = nil,
    _ isEvent: @escaping @Sendable (RequestSample, Selection) -> Bool
  ) -> Metric {
    let tags: [MetricTag] = [.call, .endpoint, .origin, .bucket] + (ignored.map { [$0] } ?? [])
    return Metric(name, .rate, .share, better, summary, tags: tags) { run, selection in
      var (events, trials) = (0, 0)
      let selected = EndpointSelection(selection, in: run.samples, ignoring: ignored?.name)
      for request in run.samples.requests where selected.contains(request) {
        trials += 1
        if isEvent(request, selection) { events += 1 }
      }
      return .share(events: events, trials: trials)
    }
  }

  /// A peak of one of the run's limits, the ten-second one unless a bucket is named: `ten_second`, `search`, `burst`
  /// (all calls in a second) or `all_calls` (in ten seconds).
  static func peak(
    _ name: String,
    _ better: Preference,
    _ summary: String,
    needsDemand: Bool = false,
    _ count: @escaping @Sendable (PeakNumbers) -> Int?
  ) -> Metric {
    Metric(name, .gauge, .count, better, summary, tags: [.peakBucket], takesWindow: false, needsDemand: needsDemand) {
      run,
      selection in
      let bucket = selection.tags["bucket"] ?? "ten_second"
      return .gauge(run.summary.hubSpot.peaks.first { $0.bucket == bucket }.flatMap(count).map(Double.init))
    }
  }
}

/// The metrics that are about what is remembered, as far as visitors' requests looked for it.
extension MetricCatalogue {
  static var cache: [Metric] {
    [
      Metric(
        "cache_hit_rate",
        .rate,
        .share,
        .higher,
        "Looks at what is remembered, on behalf of a visitor's request, that found what could be answered.",
        tags: [.key, .endpoint]
      ) { run, selection in
        let looks = run.samples.looks(selection)
        return .share(events: looks.count { $0.miss == nil }, trials: looks.count)
      },
      Metric(
        "cache_age",
        .trend,
        .milliseconds,
        .lower,
        "How old was what such a look found.",
        tags: [.key, .endpoint]
      ) { run, selection in
        .durations(Durations(run.samples.looks(selection).lazy.filter { $0.miss == nil }.map(\.age)))
      },
      Metric(
        "cache_looks",
        .counter,
        .count,
        .neither,
        "Looks at what is remembered, on behalf of a visitor's request.",
        tags: [.key, .endpoint, .result]
      ) { run, selection in
        .count(run.samples.looks(selection).count, seconds: selection.seconds(in: run))
      },
    ]
  }
}

extension RunSamples {
  fileprivate func looks(_ selection: Selection) -> [CacheLookSample] {
    let selected = EndpointSelection(selection, in: self)
    return looks.filter { selected.contains($0) }
  }
}

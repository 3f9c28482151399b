import Results

extension Causes {
  /// `SECONDLY refused most (62 % of 1026 429s): 193 searches demanded in 1 s against 5; 41 % of the requests were
  /// retries`. Nothing in it is an opinion: every number was measured.
  var phrase: String {
    guard let policy = bindingPolicy, let most = refusals[policy] else {
      return "nothing was refused" + tightest.map { "; \($0)" }.joined()
    }
    let share = (most / refused * 100).text(decimals: 0)
    var text = "\(policy) refused most (\(share) % of \(refused.text(decimals: 0)) 429s)"
    if let bucket = Causes.bucket(ofPolicy: policy), let demanded = demanded[bucket.name] {
      let what = bucket.name == "search" ? "searches" : "calls"
      text += ": \(demanded.text(decimals: 0)) \(what) demanded in \(bucket.window)"
      text += limits[bucket.name].map { " against \($0)" } ?? ""
    }
    return text + "; \((retryShare * 100).text(decimals: 0)) % of the requests were retries"
  }

  /// The demand beside the ten-second limit, when nothing was refused.
  private var tightest: [String] {
    guard let demanded = demanded["ten_second"], let limit = limits["ten_second"] else { return [] }
    return ["\(demanded.text(decimals: 0)) calls in 10 s against \(limit)"]
  }
}

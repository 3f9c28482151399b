import Measures
import Results

extension SyncCauses {
  /// What sets the time, and what is in vain: `69000 searches, of which HubSpot answers 5 a second, take 3.83 h at least; 19 % of
  /// all requests are refused`
  var phrase: String { [time, refusals].compactMap(\.self).joined(separator: "; ") }

  private var time: String? {
    let (calls, floor) = (forecast.calls, SyncTexts.span(forecast.floorSeconds))
    let searches = forecast.callsByLabel["record_search"] ?? 0
    guard calls > 0 else { return "nothing is sent" }
    guard forecast.floorSeconds > 0 else { return "\(count(calls, "call")) need no more than a window has room for" }
    let other = forecast.quotasUsedUp > 0 ? nil : searches > 0 ? searchesText(searches) : callsText(calls)
    let least = "\(other ?? count(calls, "call")) take \(floor) at least"
    guard forecast.estimateSeconds > forecast.floorSeconds else { return least }
    return
      "\(least), and with as many workers as there are their own time is \(SyncTexts.span(forecast.estimateSeconds))"
  }

  private func searchesText(_ searches: Int) -> String {
    "\(count(searches, "search", "searches")), of which HubSpot answers \(limits["search"] ?? 0) a second,"
  }

  private func callsText(_ calls: Int) -> String {
    "\(count(calls, "call")), of which HubSpot takes \(limits["ten_second"] ?? 0) in ten seconds,"
  }

  private func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }

  private var refusals: String? {
    refusedShare > 0 ? "\(MeasureUnit.share.coarse(refusedShare)) of all requests are refused" : nil
  }
}

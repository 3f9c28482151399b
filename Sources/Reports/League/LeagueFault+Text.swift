import Measures
import Results

/// What a way does badly, in a sentence made of its numbers.
struct LeagueFaultText {
  /// More would be a table again.
  private static let most = 3

  private let table: LeagueTable
  private let way: Int

  init(_ table: LeagueTable, way: Int) {
    self.table = table
    self.way = way
  }

  var text: String {
    let faults = Self.chosen(LeagueFault.all(of: way, in: table))
    guard !faults.isEmpty else { return "in nothing far behind the best" }
    return faults.map { clause($0) }.joined(separator: "; ")
  }

  /// The largest of each kind: who waits long in the median does so in the end, too, and one of them says it.
  private static func chosen(_ faults: [LeagueFault]) -> [LeagueFault] {
    var kinds: Set<String> = []
    return Array(faults.filter { kinds.insert(kind($0.measure)).inserted }.prefix(most))
  }

  private static func kind(_ measure: Measure) -> String {
    switch measure.metric.name {
    case "time_to_booking", "waiting_time", "all_done": "time"
    case "confirmed_first_minute", "success": "bookings"
    case "share_429", "wasted_calls": "calls"
    case let name: name
    }
  }

  /// `31 % of its requests are refused (0 % with known-window)`
  private func clause(_ fault: LeagueFault) -> String {
    let unit = fault.measure.unit
    let best = "\(unit.coarse(fault.best)) with \(table.ways[fault.bestWay].name)"
    guard let own = fault.own else { return "\(Self.endless(fault.measure)) (\(best))" }
    return "\(Self.finite(fault.measure, unit.coarse(own))) (\(best))"
  }

  private static func finite(_ measure: Measure, _ number: String) -> String {
    switch measure.metric.name {
    case "share_429": "\(number) of its requests are refused"
    case "time_to_booking":
      measure.aggregate == .median
        ? "half of the visitors wait longer than \(number)" : "one visitor in a hundred waits longer than \(number)"
    case "confirmed_first_minute": "\(number) bookings in the first minute"
    case "success": "\(number) of the wishes end with a booking"
    case "wasted_calls": "\(number) calls come to nothing"
    case "quota_unused": "\(number) of the quota is not used while somebody waits"
    case "fairness": "waiting is shared unevenly, with a fairness of \(number)"
    case "waiting_time": "somebody waits \(number)"
    case "all_done": "all is done after \(number)"
    default: "\(measure.shortText) is \(number)"
    }
  }

  /// Of what was not reached.
  private static func endless(_ measure: Measure) -> String {
    switch measure.metric.name {
    case "time_to_booking":
      measure.aggregate == .median
        ? "half of the visitors get no booking" : "one visitor in a hundred gets no booking"
    case "waiting_time": "somebody waits in vain until the end"
    default: "\(measure.shortText) is not reached"
    }
  }
}

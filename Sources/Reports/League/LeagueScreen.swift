import Measures
import Results

/// A league on one screen: of several loads how long one visitor in a hundred waits, of one all its columns.
struct LeagueScreen {
  private let result: LeagueResult

  init(_ result: LeagueResult) { self.result = result }

  var content: ReportContent { result.tables.count == 1 ? one(result.tables[0]) : several }

  private static let never: Line = "never: that visitor gave up"
  private static let front: Line = "*: no other way has both fewer 429s and a shorter p99"

  private var several: ReportContent {
    let ways = result.ways
    let names = DesignNames(
      result.tables.map { LeagueTableContent(table: $0).name },
      titles: ways.map(\.name),
      width: Screenful.width
    )
    var table = Table(["p99 of the time to booking"] + names.columns)
    for way in ways {
      let cells = result.tables.map { load -> Cell in
        guard let number = load.ways.firstIndex(of: way) else { return "" }
        return cell(load, number, LeagueTable.slowest, isMarked: load.front.contains(number))
      }
      table.add([.text(way.name)] + cells)
    }
    let legend = names.legend.map { [Line($0)] } ?? []
    return ReportContent(
      Paragraph(.title("\(ways.count) ways to live with a rate limit, \(result.tables.count) loads.")),
      Paragraph(.table(table)),
      Paragraph(.lines(legend + [Self.front, Self.never])),
      Paragraph(.lines([integrity, "More: --full, or a scenario: booking-sim league scenarios/rush-400.yaml"]))
    )
  }

  private func one(_ load: LeagueTable) -> ReportContent {
    let columns = LeagueColumn.all.compactMap { column in column.short.map { (column.measure, $0) } }
    var table = Table(["way"] + columns.map(\.1))
    for (number, way) in load.ways.enumerated() {
      let isOnFront = load.front.contains(number)
      table.add(
        [.text(way.name)]
          + columns.map { cell(load, number, $0.0, isMarked: isOnFront && $0.0 == LeagueTable.slowest) }
      )
    }
    let content = LeagueTableContent(table: load)
    return ReportContent(
      Paragraph(.title("\(content.name): \(content.subject).")),
      Paragraph(.table(table)),
      Paragraph(.lines([Self.front, Self.never] + load.refused.map { "\($0)" })),
      Paragraph(.lines([integrity, "More, and what each does badly: --full."]))
    )
  }

  private func cell(_ load: LeagueTable, _ way: Int, _ measure: Measure, isMarked: Bool) -> Cell {
    guard let estimate = load.estimate(way, measure) else { return "-" }
    if case .notReached = estimate { return .text("never" + (isMarked ? "*" : "")) }
    return .text(measure.unit.coarse(estimate) + (isMarked ? "*" : ""))
  }

  private var integrity: Line {
    let unsound = result.unsound
    guard let first = unsound.first else { return "\(good: "Every run sound, nothing lost or doubled.")" }
    return "\(bad: "NOT SOUND: \(unsound.count) \(unsound.count == 1 ? "run" : "runs"), first:") \(first)"
  }
}

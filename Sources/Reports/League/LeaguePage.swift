import Measures
import Results

/// A league as a page to be kept: equal results give equal bytes.
extension LeagueReport {
  var page: ReportContent {
    let unsound = result.unsound.map { ListItem("\($0)") }
    let problems = unsound.isEmpty ? [] : [Paragraph(.heading("Runs that are not sound")), Paragraph(.list(unsound))]
    return ReportContent(head + guide + ways + result.tables.flatMap(section) + problems)
  }

  private var head: [Paragraph] {
    let (ways, loads) = (result.ways.count, result.tables.count)
    return [
      Paragraph(.title("Ways to live with a rate limit")),
      Paragraph(
        .line(
          """
          \(ways) known \(ways == 1 ? "way" : "ways") of retrying and pacing under \(loads) \(loads == 1 ? "load" : "loads"), \
          each under the same seeds.
          """
        )
      ),
      Paragraph(.line("This page is written by \(code: command); do not edit it.")),
    ]
  }

  private var guide: [Paragraph] {
    let columns = LeagueColumn.all.map {
      ListItem("\(strong: $0.title): \($0.says) (\(code: $0.measure.shortText)).")
    }
    let signs: [ListItem] = [
      ListItem(
        """
        \(strong: "front"): no other way has both fewer 429s and a shorter p99, by the medians. Who is not on it is beaten \
        by somebody in both, or in one with the other equal.
        """
      ),
      ListItem(
        """
        A number is the median of the runs' values with its 95 % interval, which their order gives; \(code: "=") is the same \
        value in every run. A difference is taken seed by seed, and none is shown when its interval holds 0.
        """
      ),
      ListItem(
        """
        What a way does badly is told by the same rule for all: the columns in which it is farthest behind the best of its \
        table, one of each kind (calls, times, bookings), three at the most.
        """
      ),
    ]
    return [Paragraph(.heading("How to read it")), Paragraph(.list(columns + signs))]
  }

  private var ways: [Paragraph] {
    var table = Table(texts: ["way", "retry", "pacing", "what it does", "source"])
    for way in result.ways {
      table.add([
        .text(way.name), "\(code: way.retry)", "\(code: way.pacing)", .text(way.says), .text(way.source ?? ""),
      ])
    }
    return [
      Paragraph(.heading("The ways")), Paragraph(.table(table)),
      Paragraph(
        .line("Each is a design: \(code: "phase2+retry=node-client+pacing=node-client") is phase2 with that one.")
      ),
    ]
  }

  private func section(_ table: LeagueTable) -> [Paragraph] {
    let content = LeagueTableContent(table: table)
    let faults = content.faults.map { ListItem("\(strong: $0.way): \($0.text).") }
    let differences = content.differences.map { [Paragraph(.table($0))] } ?? []
    return [
      Paragraph(.heading("\(content.name)")), Paragraph(.line("\(content.subject).")),
      Paragraph(.table(content.measures)), Paragraph(.list(faults)),
    ] + differences + (table.refused.isEmpty ? [] : [Paragraph(.list(table.refused.map { ListItem("\($0)") }))])
  }
}

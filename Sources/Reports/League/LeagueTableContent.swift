import Measures
import Results

/// One load of a league, told in full.
struct LeagueTableContent {
  let table: LeagueTable

  /// `100 visitors in 1 s, 10 instances; phase2, 20 seeds`
  var subject: String {
    let cell = table.fold.experiment.cells[0]
    return ([cell.load] + cell.circumstances).joined(separator: ", ") + "; \(table.design), \(table.fold.seedsText)"
  }

  var name: String { table.fold.experiment.cells[0].scenario }

  /// A row for each way, with intervals.
  var measures: Table {
    var result = Table(["way"] + LeagueColumn.all.map(\.title) + ["front"])
    let front = table.front
    for (number, way) in table.ways.enumerated() {
      let cells = LeagueColumn.all.map { column -> Cell in
        guard let index = table.fold.experiment.measures.firstIndex(of: column.measure) else { return "-" }
        return .text(column.measure.unit.text(table.fold.cells[number].measures[index]))
      }
      let name = front.contains(number) ? Phrase(way.name, .strong) : Phrase(way.name)
      result.add([.text(name)] + cells + [front.contains(number) ? "yes" : ""])
    }
    return result
  }

  /// What each way has more than the first, seed by seed; nil where there is one way.
  var differences: Table? {
    guard table.ways.count > 1 else { return nil }
    var result = Table(["against \(table.ways[0].name)"] + LeagueColumn.compared.map(\.title))
    for number in table.ways.indices.dropFirst() {
      let cells = LeagueColumn.compared.map { column -> Cell in
        table.difference(number, column.measure).map { .text(column.measure.unit.signed($0)) } ?? "-"
      }
      result.add([.text(table.ways[number].name)] + cells)
    }
    return result
  }

  /// What each way does badly, a sentence each.
  var faults: [(way: String, text: String)] {
    table.ways.indices.map { (table.ways[$0].name, LeagueFaultText(table, way: $0).text) }
  }
}

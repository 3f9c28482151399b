import ArgumentParser
import Reports

/// How much of a result somebody wants to see.
struct Sight: ParsableArguments {
  @Flag(help: "Shows everything there is, instead of what fits on one screen.")
  var full = false

  var layout: ReportLayout { Console.layout(full ? .full : .screen) }
}

/// How much of a result with charts somebody wants to see.
struct ChartedSight: ParsableArguments {
  @OptionGroup var sight: Sight

  @Flag(help: "Shows the charts: calls in the rolling window and 429s over time, on common axes.")
  var charts = false

  func validate() throws {
    if charts, sight.full { throw ValidationError("--full has the charts as well; give it or --charts.") }
  }

  var layout: ReportLayout { charts ? Console.layout(.charts) : sight.layout }
}

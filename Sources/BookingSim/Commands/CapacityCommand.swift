import ArgumentParser
import BookingCore
import DeterministicRuntime
import Experiments
import LoadGeneration
import Measures
import Reports
import Results
import Scenarios
import SimulationHarness
import SyncScenarios

struct CapacityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capacity",
    abstract: "Finds the largest load that keeps a service level objective, for every design and tier.",
    discussion: """
      Searches over users at once, over bookings a minute, and over the span within which the scenario's own visitors \
      come, with some seeds that choose and others that judge: a load holds when at least 95 % of all seeds keep the \
      objective, which is told when it is 95 % sure. Says what binds, and what the next tier, the next design or a wider \
      span would buy. Of a sync it searches over records, within a night of 8 h unless --slo says otherwise.
      """
  )

  @Argument(help: "The scenario file.", completion: .scenario)
  var scenario: String

  @Option(
    help: """
      The objective: thresholds, separated by commas, or a service level by its name: \(ServiceLevel.listed). (default: \
      the scenario's own thresholds, or \(ServiceLevel.usual.rawValue) where it has none for every design; of a sync \
      "\(Self.night)")
      """,
    completion: .objective
  )
  var slo: String?

  @Option(
    help: """
      The designs, separated by commas. (default: those that the scenario is for, and without --slo only those that its \
      thresholds are about)
      """,
    completion: .designs
  )
  var designs: String?

  @Option(
    help: """
      The tiers, separated by commas: starter (or free), professional, enterprise, marketplace, or requests per 10 s; \
      100, 190 (professional) and 250 (with a limit increase) bring their daily limits, too.
      """,
    completion: .tiers
  )
  var tiers = "100,190,250"

  @Option(
    help: "What to search over, separated by commas: users, rate, span. (default: all; of a sync its records)",
    completion: .loadAxes
  )
  var axes: String?

  @Option(
    help: """
      The share of all seeds that must keep the objective, 50% to 99.9%; the more, the more runs it takes. (default: 95%; \
      of a sync, whose runs are long and differ little, 60%)
      """,
    transform: OptionText.share
  )
  var hold: Percentage?

  @Option(help: "Seeds of each load on the way to the edge. (default: 5)", transform: OptionText.whole)
  var bisectionSeeds: Int?

  @Option(help: "The first seed.", transform: OptionText.seed)
  var seed: UInt64 = 1

  @Option(help: "The most users at once that are tried. (default: 2000)", transform: OptionText.whole)
  var maxUsers: Int?

  @Option(help: "The most bookings a minute that are tried. (default: 6000)", transform: OptionText.whole)
  var maxRate: Int?

  @Option(help: "The most records of a sync that are tried. (default: 300000)", transform: OptionText.whole)
  var maxRecords: Int?

  @Option(help: "Users for whom the headroom is told (default: the scenario's visitors).", transform: OptionText.whole)
  var load: Int?

  @Option(
    name: .customLong("set"),
    help: "Sets a key of the scenario, for example hubspot.other_traffic.share_percent=30.",
    completion: .setting
  )
  var settings: [String] = []

  @Option(help: "How the result is written.")
  var format = ReportView<CapacityReport>.text

  @OptionGroup var sight: Sight

  @OptionGroup var sharding: ShardOptions

  func validate() throws {
    if let bisectionSeeds, !(1...1_000).contains(bisectionSeeds) {
      throw ValidationError("--bisection-seeds is \(bisectionSeeds); expected 1 to 1000.")
    }
    if let hold, !(0.5...0.999).contains(hold.share) {
      throw ValidationError("--hold is \(hold.text); expected 50% to 99.9%: no number of seeds shows that all keep it.")
    }
    for (option, number) in [
      ("--max-users", maxUsers ?? 1), ("--max-rate", maxRate ?? 1), ("--load", load ?? 1),
      ("--max-records", maxRecords ?? 1),
    ] {
      guard number >= 1 else { throw ValidationError("\(option) is \(number); expected at least 1.") }
    }
    guard seed < UInt64.max - 1_000_000 else { throw ValidationError("--seed is \(seed); expected a smaller one.") }
  }

  func run() throws {
    guard !SyncScenarioFile.isMeant(path: scenario) else { return try searchRecords() }
    if maxRecords != nil { throw CommandEnd.badInput("--max-records is of a sync; \(scenario) is of bookings.") }
    let scenario = try Input.scenario(scenario, settings: settings)
    let designs = try designs.map { names throws(CommandEnd) in try Input.designs(names) } ?? usualDesigns(of: scenario)
    try Input.check(designs, fit: scenario)
    let objective = try objective(scenario, designs)
    let study = CapacityStudy(
      scenario,
      designs,
      objective: objective,
      try effort(scenario),
      settings: settings,
      path: self.scenario
    )
    let plan = study.plan
    let isPart = try sharding.run(.capacity, plan: plan, units: plan.searches, width: plan.axes.count, "searches") {
      try study.row($0)
    }
    guard !isPart else { return }
    let progress = Progress("searches", of: plan.searches)
    let rows = try Input.simulate {
      try SideBySide.map(count: plan.searches, finished: progress.show) { try study.row($0) }
    }
    progress.end()
    let result = CapacityResult(plan, rows)
    Console.standard.write(try CapacityReport(result).written(as: format, sight.layout))
    if !result.isSound { throw CommandEnd.unsound }
  }

  private func usualDesigns(of scenario: Scenario) -> [Design] {
    slo == nil ? CapacityObjective.usualDesigns(of: scenario) : scenario.designs
  }

  private func objective(_ scenario: Scenario, _ designs: [Design]) throws(CommandEnd) -> CapacityObjective {
    guard let slo else {
      if let usual = CapacityObjective.usual(of: scenario, for: designs) { return usual }
      throw .badInput(
        "\(scenario.name) has no thresholds for every design, and its visitors book nothing, which "
          + "\(ServiceLevel.usual.rawValue) is about; expected --slo, for example "
          + "\"response_time{endpoint:list} p(95) < 2 s\"."
      )
    }
    let objective = CapacityObjective(try Input.objective(slo))
    if let objection = objective.objection(for: designs) { throw .badInput("--slo, \(objection)") }
    return objective
  }

  private func effort(_ scenario: Scenario) throws(CommandEnd) -> SearchEffort {
    var effort = SearchEffort(tiers: try parsedTiers(scenario), axes: try parsedAxes())
    effort.visitors = load
    effort.firstSeed = seed
    let (maxUsers, maxRate) = (maxUsers ?? 2_000, maxRate ?? 6_000)
    effort.bisectionSeeds = bisectionSeeds ?? 5
    effort.holding = HoldingRule(share: hold?.share ?? 0.95)
    effort.mostUsers = maxUsers
    effort.mostPerMinute = maxRate
    func users(_ number: Int) -> ArrivalProcess { .even(count: number, within: .seconds(1)) }
    let duration = Duration.seconds(effort.warmUpSeconds + effort.steadySeconds)
    try refuse("--max-users", maxUsers, "users", scenario, users)
    try refuse("--max-rate", maxRate, "bookings a minute", scenario) {
      .poisson(perSecond: Double($0) / 60, duration: duration)
    }
    if let load { try refuse("--load", load, "users", scenario, users) }
    return effort
  }

  /// Ends the command when a run of a load could take more memory than a scenario may.
  private func refuse(
    _ option: String,
    _ number: Int,
    _ what: String,
    _ scenario: Scenario,
    _ arrivals: (Int) -> ArrivalProcess
  ) throws(CommandEnd) {
    func estimate(_ number: Int) -> ScenarioEstimate {
      var conditions = ScenarioEstimate.Conditions(scenario)
      conditions.arrivals = arrivals(number)
      return ScenarioEstimate(conditions)
    }
    guard !estimate(number).isOrdinary else { return }
    var (most, tooMany) = (1, number)
    while tooMany - most > 1 {
      let middle = most + (tooMany - most) / 2
      if estimate(middle).isOrdinary { most = middle } else { tooMany = middle }
    }
    throw .badInput(
      "\(option) is \(number), which could take \(estimate(number).size) in a single run; "
        + "expected at most \(most) \(what)."
    )
  }

  private func parsedTiers(_ scenario: Scenario) throws(CommandEnd) -> [CapacityPlan.Tier] {
    do { return try Tiers.tiers(tiers, for: scenario.hubSpot.limits) } catch { throw .badInput("--tiers \(error)") }
  }

  private func parsedAxes() throws(CommandEnd) -> [LoadAxis] {
    var parsed: [LoadAxis] = []
    guard let axes else { return LoadAxis.allCases }
    for name in axes.split(separator: ",", omittingEmptySubsequences: false) {
      guard let axis = LoadAxis(rawValue: String(name)), !parsed.contains(axis) else {
        throw .badInput("--axes has \"\(name)\"; expected users, rate and span, each at most once.")
      }
      parsed.append(axis)
    }
    return parsed
  }
}

package import BookingCore
package import LoadGeneration
package import Measures
package import SimulatedHubSpot

/// Everything that decides a run besides the design and the seed: a scenario file, resolved, its values checked.
package struct Scenario: Sendable {
  /// The file's name without its ending.
  package var name: String
  /// One line for lists.
  package var summary: String
  package var load: Load
  package var portal: Portal
  package var hubSpot: HubSpot
  package var store: Store
  package var core: Core
  /// How long a run may go on after the last arrival before it counts as not converged.
  package var drainLimit: Duration
  /// What a check holds every run against. They decide nothing in a run, so that they are no part of the hash.
  package var thresholds: [Threshold]
  /// What its author should know before a run: settings that are hopeless together, by the name of the rule.
  package var warnings: [String]
  /// Where it stands. Nothing in a run depends on it, so that it is no part of the hash either.
  package var origin: Origin

  package init(
    name: String,
    summary: String,
    load: Load,
    portal: Portal,
    hubSpot: HubSpot,
    store: Store,
    core: Core,
    drainLimit: Duration,
    thresholds: [Threshold] = [],
    warnings: [String] = [],
    origin: Origin = Origin()
  ) {
    self.name = name
    self.summary = summary
    self.load = load
    self.portal = portal
    self.hubSpot = hubSpot
    self.store = store
    self.core = core
    self.drainLimit = drainLimit
    self.thresholds = thresholds
    self.warnings = warnings
    self.origin = origin
  }

  /// What a user has to type for the scenario: the command that repeats a run needs it.
  package struct Origin: Hashable, Sendable {
    /// Of the file, as it was given; empty for a scenario that stands in none.
    package var path: String
    /// Keys set from outside of the file, in their order, as `key=value`.
    package var settings: [String]
    /// Set from outside by an option of its own.
    package var instances: Int?

    package init(path: String = "", settings: [String] = [], instances: Int? = nil) {
      self.path = path
      self.settings = settings
      self.instances = instances
    }

    /// The command that repeats runs of a design.
    package func replay(design: String) -> ReplayCommand {
      ReplayCommand(path: path, design: design, settings: settings, instances: instances)
    }
  }

  /// Who comes, when, and what they do.
  package struct Load: Hashable, Sendable {
    package var arrivals: ArrivalProcess
    package var examChoice: LoadGenerator.ExamChoice
    package var behaviour: VisitorBehaviour

    package init(arrivals: ArrivalProcess, examChoice: LoadGenerator.ExamChoice, behaviour: VisitorBehaviour) {
      self.arrivals = arrivals
      self.examChoice = examChoice
      self.behaviour = behaviour
    }
  }

  /// What is in the CRM at the start.
  package struct Portal: Hashable, Sendable {
    package var exams: Int
    /// Seats of each exam; nil for as many as there are visitors.
    package var capacityPerExam: Int?
    /// Credits that each contact has of each type.
    package var creditsPerType: Int
    /// The date of the first exam, `YYYY-MM-DD`; each further exam is a day later.
    package var firstExamDate: String

    package init(exams: Int, capacityPerExam: Int?, creditsPerType: Int, firstExamDate: String) {
      self.exams = exams
      self.capacityPerExam = capacityPerExam
      self.creditsPerType = creditsPerType
      self.firstExamDate = firstExamDate
    }
  }

  /// How HubSpot behaves.
  package struct HubSpot: Hashable, Sendable {
    package var limits: HubSpotLimits
    package var latency: LatencyProfile
    package var indexLag: Duration
    package var pages: HubSpotConfiguration.PageLimits
    package var otherTraffic: OtherTraffic
    /// The virtual time 0, in milliseconds since the Unix epoch.
    package var epoch: Int64

    package init(
      limits: HubSpotLimits,
      latency: LatencyProfile,
      indexLag: Duration,
      pages: HubSpotConfiguration.PageLimits,
      otherTraffic: OtherTraffic,
      epoch: Int64
    ) {
      self.limits = limits
      self.latency = latency
      self.indexLag = indexLag
      self.pages = pages
      self.otherTraffic = otherTraffic
      self.epoch = epoch
    }
  }

  package struct Store: Hashable, Sendable {
    package var commandLatency: Duration

    package init(commandLatency: Duration) { self.commandLatency = commandLatency }
  }

  package struct Core: Hashable, Sendable {
    package var instances: Int
    /// After this long the host answers for a request that has not: 504, and its work ends where it is.
    package var requestDeadline: Duration
    package var settings: CoreSettings

    package init(instances: Int, requestDeadline: Duration, settings: CoreSettings) {
      self.instances = instances
      self.requestDeadline = requestDeadline
      self.settings = settings
    }
  }

  /// How many visitors come (for Poisson arrivals: are expected).
  package var visitors: Int { load.arrivals.expectedCount }
}

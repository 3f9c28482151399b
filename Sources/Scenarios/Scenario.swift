import AccountScenarios
package import BookingCore
import DeterministicRuntime
package import LoadGeneration
package import Measures
package import Monitoring
import Settings
package import SimulatedHubSpot

/// Everything that decides a run besides the design and the seed: a scenario file, its values checked, each by itself and
/// against the others. What it says can be changed only by way of the same rules.
package struct Scenario: Sendable {
  /// The file's name without its ending.
  package let name: String
  /// Where it stands. Nothing in a run depends on it, so that it is no part of the hash.
  package internal(set) var origin: Origin
  /// What the file says, or would; what follows from it is set anew whenever it changes.
  var draft: ScenarioDraft {
    didSet {
      hubSpot = HubSpot(draft.hubSpot)
      hash = Self.hash(of: draft, in: ScenarioDraft.section)
    }
  }
  /// 16 hexadecimal digits that are the same for scenarios that run alike, on every machine: a baseline stores them, so
  /// that a check can tell a changed scenario from a changed program. Each run shows it, and working it out takes 6 % of a
  /// run of a hundred visitors: once for each scenario.
  package private(set) var hash: String
  /// How HubSpot behaves.
  package internal(set) var hubSpot: HubSpot

  /// - Parameter section: that of all keys, by which it is told what it is.
  init(
    name: String,
    origin: Origin = Origin(),
    _ draft: ScenarioDraft,
    in section: SettingSection<ScenarioDraft> = ScenarioDraft.section
  ) {
    self.name = name
    self.origin = origin
    self.draft = draft
    hubSpot = HubSpot(draft.hubSpot)
    hash = Self.hash(of: draft, in: section)
  }

  private static func hash(of draft: ScenarioDraft, in section: SettingSection<ScenarioDraft>) -> String {
    var digest = RunDigest()
    digest.combine(section.canonicalText(draft))
    return digest.description
  }

  /// One line for lists.
  package var summary: String { draft.summary }
  /// The designs that it is for, in the order of the file, or all that are registered.
  package var designs: [Design] {
    draft.designs.map { $0.compactMap { try? DesignRegistry.design($0) } } ?? DesignRegistry.all
  }
  package var load: Load {
    guard let arrivals = draft.load.arrivals else { preconditionFailure("\(name) is a scenario without arrivals") }
    return Load(arrivals: arrivals, examChoice: draft.load.examChoice, behaviour: draft.load.visitors)
  }
  package var portal: Portal { draft.portal }
  package var store: Store { draft.store }
  /// With the intervals at which jobs are made to run, whoever calls them.
  package var core: Core {
    var core = draft.core
    core.settings = draft.coreSettings
    return core
  }
  /// How jobs are called from outside, where they are.
  package var cron: Cron? { draft.core.jobs == .cron ? draft.cron : nil }
  /// What somebody changes in the account itself, in the order of the file.
  package var admin: [AdminEdit] { draft.admin ?? [] }
  /// Which parts are switched, in the order of time.
  package var switches: [SwitchChange] { draft.switches ?? [] }
  /// Which instances die, in the order of the file.
  package var crashes: [Crash] { draft.crashes ?? [] }
  /// When an operator is told of what.
  package var monitoring: MonitoringSettings { draft.monitoring }
  /// How long a run may go on after the last arrival before it counts as not converged.
  package var drainLimit: Duration { draft.run.drainLimit }
  /// What a check holds every run against. They decide nothing in a run, so that they are no part of the hash.
  package var thresholds: [Threshold] { draft.thresholds }
  /// What its author should know before a run: settings that are hopeless together, by the name of the rule.
  package var warnings: [String] { draft.warnings }
  /// How many visitors come (for Poisson arrivals: are expected).
  package var visitors: Int { load.arrivals.expectedCount }

  /// What a scenario is run with.
  package enum Product: String, Hashable, Sendable, CaseIterable {
    /// The mock-exam booking core.
    case booking
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
    package let arrivals: ArrivalProcess
    package let examChoice: LoadGenerator.ExamChoice
    package let behaviour: VisitorBehaviour
  }

  /// What is in the CRM at the start.
  package struct Portal: Hashable, Sendable {
    package internal(set) var exams: Int
    /// Seats of each exam; nil for as many as there are visitors.
    package internal(set) var capacityPerExam: Int?
    /// Credits that each contact has of each type.
    package internal(set) var creditsPerType: Int
    /// The date of the first exam, `YYYY-MM-DD`; each further exam is a day later.
    package internal(set) var firstExamDate: String
    /// Bookings of exams before the first day of the run that each contact has from earlier, each of a day of its own.
    package internal(set) var pastBookings = 0
    /// Bookings of the last of the exams that each contact has from before the run, as far as there are seats.
    package internal(set) var comingBookings = 0
  }

  /// How HubSpot behaves.
  package struct HubSpot: Hashable, Sendable {
    package internal(set) var limits: HubSpotLimits
    package let latency: LatencyProfile
    package let indexLag: Duration
    package let pages: HubSpotConfiguration.PageLimits
    package internal(set) var otherTraffic: OtherTraffic
    /// Times in which it behaves differently.
    package internal(set) var episodes: [HubSpotEpisode]
    /// What it tells the core of, unasked; nil for nothing.
    package let webhooks: Webhooks?
    /// The lowest limits and the greatest shares of other apps that there are at any moment.
    package let worst: Worst
    /// The virtual time 0, in milliseconds since the Unix epoch.
    package let epoch: Int64

    /// The webhooks of the booking system's apps.
    package struct Webhooks: Hashable, Sendable {
      package enum Endpoint: String, Hashable, Sendable, CaseIterable {
        case bookingSync = "booking-sync"
        case cacheInvalidation = "cache-invalidation"
        case both

        package var isBookingSync: Bool { self != .cacheInvalidation }
        package var isCacheInvalidation: Bool { self != .bookingSync }
      }

      package internal(set) var endpoint = Endpoint.both
      /// From the first event of a delivery to its sending.
      package internal(set) var delay: ClosedRange<Duration> = .seconds(1) ... .seconds(5)
      /// How many of a hundred events come twice.
      package internal(set) var duplicatePercent = 0
      /// Whether events come in another order than they happened in.
      package internal(set) var isDisordered = false
    }

    package struct Worst: Hashable, Sendable {
      package let limits: HubSpotLimits
      package let otherTraffic: OtherTraffic
    }

    init(_ settings: HubSpotSettings) {
      limits = settings.limits
      latency = settings.latency.resolved
      indexLag = settings.indexLag
      pages = settings.pages
      otherTraffic = settings.otherTraffic
      episodes = settings.episodes ?? []
      webhooks = settings.webhooks
      worst = settings.worst
      epoch = settings.epoch
    }
  }

  package struct Store: Hashable, Sendable {
    package internal(set) var commandLatency: Duration
  }

  package struct Core: Hashable, Sendable {
    /// How the instances of the core are kept.
    package enum Host: String, Hashable, Sendable, CaseIterable {
      /// From the start to the end, for many requests at a time.
      case resident
      /// As functions are hosted: each serves one request at a time and is frozen in between.
      case anInstanceARequest = "an-instance-a-request"

      static let usualIdle: Duration = .seconds(300)
    }

    /// Who has the jobs of the core make their passes.
    package enum Jobs: String, Hashable, Sendable, CaseIterable {
      /// The instances themselves, as long as they live; with an instance a request its host, as often as a job wants.
      case resident
      /// The scheduler of a host, within its limits.
      case cron
    }

    package internal(set) var host = Host.resident
    package internal(set) var jobs = Jobs.resident
    /// Of resident ones.
    package internal(set) var instances: Int
    /// Of an instance a request: until a new one begins to work.
    package internal(set) var coldStart: Duration = .zero
    /// Of an instance a request: one that has been idle for so long is gone.
    package internal(set) var instanceIdle: Duration = Host.usualIdle
    /// After this long the host answers for a request that has not: 504, and its work ends where it is.
    package internal(set) var requestDeadline: Duration
    package internal(set) var settings: CoreSettings
  }
}

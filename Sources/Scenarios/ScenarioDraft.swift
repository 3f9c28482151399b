import AccountScenarios
import BookingCore
import LoadGeneration
import Measures
import Monitoring
import Settings
import Texts

/// A scenario file as it is written: the value of each key, or its default. The keys of the whole format start here.
struct ScenarioDraft {
  static let version = 1

  var version = ScenarioDraft.version
  var summary = ""
  var product = Scenario.Product.booking
  /// nil for every registered one.
  var designs: [String]?
  var load = Load()
  var portal = Scenario.Portal.referenceModel
  var hubSpot = HubSpotSettings()
  var store = Scenario.Store(commandLatency: .milliseconds(1))
  var core = Scenario.Core(instances: 1, requestDeadline: .seconds(60), settings: .init())
  /// Read with `core.jobs: cron`.
  var cron = Scenario.Cron()
  /// nil when nobody is at work in the account itself.
  var admin: [AdminEdit]?
  /// nil when every contact uses the design's own parts from the start to the end.
  var switches: [SwitchChange]?
  /// nil when every instance lives to the end.
  var crashes: [Scenario.Crash]?
  var monitoring = MonitoringSettings()
  var run = Run()
  var thresholds: [Threshold] = []

  struct Load {
    /// Nil while the file has none that is right.
    var arrivals: ArrivalProcess?
    var examChoice = LoadGenerator.ExamChoice.uniform
    var behaviour = VisitorBehaviour()
    var journeys: [Journey]?

    /// What visitors do, journeys included.
    var visitors: VisitorBehaviour {
      var visitors = behaviour
      visitors.journeys = journeys ?? []
      return visitors
    }

    static var settings: [Setting<Self>] {
      [
        Setting("arrivals", optional: \.arrivals, ArrivalSettings.form, isRequired: true, "Who comes when."),
        Setting("exam_choice", \.examChoice, .choice, "How the first exam of a visitor is chosen."),
        Setting(
          "visitors",
          \.behaviour,
          .section(VisitorBehaviour(), VisitorSettings.settings),
          "What visitors do."
        ),
        Setting(
          "journeys",
          optional: \.journeys,
          JourneyKeys.form,
          "What visitors do instead, by weight: each takes one of these journeys."
        ),
      ]
    }
  }

  struct Run {
    var drainLimit: Duration = .seconds(7_200)
    /// Not part of the scenario: it changes no run, it only lets a large one begin.
    var isLargeAllowed = false

    static var settings: [Setting<Self>] {
      [
        Setting(
          "drain_limit_seconds",
          \.drainLimit,
          .duration(.seconds, .zero ... .seconds(30 * 86_400)),
          "How long a run may go on after the last visitor has left before it counts as not converged."
        ),
        Setting(
          "allow_large",
          \.isLargeAllowed,
          .flag,
          canonical: .left,
          "Run it however much memory and time it may take."
        ),
      ]
    }
  }

  private static var designName: ValueForm<String> {
    ValueForm<String>.line(atMost: 400).checked { name in
      do {
        _ = try DesignRegistry.design(name)
        return nil
      } catch { return "names no design: \(error)" }
    }
  }

  static var section: SettingSection<Self> { SettingSection(settings) }

  static var settings: [Setting<Self>] {
    [
      Setting(
        "scenario_version",
        \.version,
        .count(1...version),
        isRequired: true,
        "The version of this format."
      ),
      Setting(
        "summary",
        \.summary,
        .line(atMost: 200),
        isRequired: true,
        canonical: .left,
        "What the scenario is, in one line."
      ),
      Setting("product", \.product, .choice, canonical: .left, "What is run: the booking core."),
      Setting(
        "designs",
        optional: \.designs,
        .list(of: designName, 1...50),
        canonical: .left,
        "The designs that it is for, where none are named; without this key all that are registered."
      ),
      Setting("load", \.load, .section(Load(), Load.settings), isRequired: true, "The visitors."),
      Setting(
        "portal",
        \.portal,
        .section(.referenceModel, Scenario.Portal.settings),
        "What is in the CRM at the start."
      ),
      Setting(
        "hubspot",
        \.hubSpot,
        .section(HubSpotSettings(), HubSpotSettings.settings, resolved: HubSpotSettings.resolvedLines),
        "HubSpot's behaviour."
      ),
      Setting(
        "store",
        \.store,
        .section(.init(commandLatency: .milliseconds(1)), Scenario.Store.settings),
        "The key-value store."
      ),
      Setting(
        "core",
        \.core,
        .section(ScenarioDraft().core, CoreKeys.settings, resolved: CoreKeys.resolvedLines),
        "The booking core."
      ),
      Setting(
        "cron",
        \.cron,
        .section(Scenario.Cron(), CronKeys.settings),
        laterThan: ScenarioDraft(),
        "How a host calls the core's jobs from outside, with core.jobs cron."
      ),
      Setting("admin", optional: \.admin, AdminKeys.form, "What somebody changes in the account itself, and when."),
      Setting(
        "switches",
        optional: \.switches,
        SwitchKeys.form,
        "Which parts are switched for how many contacts, and when."
      ),
      Setting(
        "crashes",
        optional: \.crashes,
        CrashKeys.form,
        "Which instances of the core die, when, and when others take their places."
      ),
      Setting(
        "monitoring",
        \.monitoring,
        .section(MonitoringSettings(), MonitoringKeys.settings),
        laterThan: ScenarioDraft(),
        "When an operator is told of what: the documents' thresholds."
      ),
      Setting("run", \.run, .section(Run(), Run.settings), "When a run ends."),
      Setting(
        "thresholds",
        \.thresholds,
        ThresholdSettings(of: .booking).form,
        canonical: .left,
        "What a check holds every run against; by metric with its tags, as in k6. They decide nothing in a run."
      ),
    ]
  }
}

extension Scenario.Portal {
  static let referenceModel = Scenario.Portal(
    exams: 10,
    capacityPerExam: nil,
    creditsPerType: 5,
    firstExamDate: "2027-03-01"
  )

  fileprivate static var settings: [Setting<Self>] {
    [
      Setting("exams", \.exams, .count(1...10_000), "Each on a day of its own."),
      Setting(
        "capacity_per_exam",
        optional: \.capacityPerExam,
        .count(0...1_000_000),
        canonical: .orWhenAbsent("one for each visitor"),
        "Seats of each exam; without this key as many as visitors."
      ),
      Setting("credits_per_type", \.creditsPerType, .count(0...1_000_000), "Of each contact."),
      Setting("first_exam_date", \.firstExamDate, .date, "Each further exam is a day later."),
      Setting(
        "past_bookings",
        \.pastBookings,
        .count(0...1_000),
        laterThan: .referenceModel,
        "That each contact has from earlier, each of an exam of a day of its own, up to the day before the run."
      ),
      Setting(
        "coming_bookings",
        \.comingBookings,
        .count(0...60),
        laterThan: .referenceModel,
        "That each contact has from the start, one of each of the last exams, as far as there are seats."
      ),
    ]
  }
}

extension Scenario.Store {
  fileprivate static var settings: [Setting<Self>] {
    [
      Setting(
        "command_ms",
        \.commandLatency,
        .duration(.milliseconds, .zero ... .seconds(60)),
        "A round trip to the store, constant."
      )
    ]
  }
}

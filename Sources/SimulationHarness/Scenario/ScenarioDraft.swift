import BookingCore
import LoadGeneration

/// A scenario file as it is written: the value of each key, or its default. The keys of the whole format start here.
struct ScenarioDraft {
  static let version = 1

  var version = ScenarioDraft.version
  var summary = ""
  /// Nil while the file has none that is right.
  var load: Load?
  var portal = Scenario.Portal.referenceModel
  var hubSpot = HubSpotSettings()
  var store = Scenario.Store(commandLatency: .milliseconds(1))
  var core = Scenario.Core(instances: 1, requestDeadline: .seconds(60), settings: .init())
  var run = Run()

  struct Load {
    /// Nil while the file has none that is right.
    var arrivals: ArrivalProcess?
    var examChoice = LoadGenerator.ExamChoice.uniform
    var behaviour = VisitorBehaviour()

    static var settings: [ScenarioSetting<Self>] {
      [
        ScenarioSetting("arrivals", optional: \.arrivals, ArrivalSettings.form, isRequired: true, "Who comes when."),
        ScenarioSetting("exam_choice", \.examChoice, .choice, "How the first exam of a visitor is chosen."),
        ScenarioSetting(
          "visitors",
          \.behaviour,
          .section(VisitorBehaviour(), VisitorSettings.settings),
          "What visitors do."
        ),
      ]
    }
  }

  struct Run {
    var drainLimit: Duration = .seconds(7_200)
    /// Not part of the scenario: it changes no run, it only lets a large one begin.
    var isLargeAllowed = false

    static var settings: [ScenarioSetting<Self>] {
      [
        ScenarioSetting(
          "drain_limit_seconds",
          \.drainLimit,
          .duration(.seconds, .zero ... .seconds(30 * 86_400)),
          "How long a run may go on after the last arrival before it counts as not converged."
        ),
        ScenarioSetting("allow_large", \.isLargeAllowed, .flag, "Run it however much memory and time it may take."),
      ]
    }
  }

  static var section: SettingSection<Self> { SettingSection(settings) }

  static var settings: [ScenarioSetting<Self>] {
    [
      ScenarioSetting(
        "scenario_version",
        \.version,
        .count(1...version),
        isRequired: true,
        "The version of this format."
      ),
      ScenarioSetting("summary", \.summary, .line(atMost: 200), isRequired: true, "What the scenario is, in one line."),
      ScenarioSetting("load", optional: \.load, .section(Load(), Load.settings), isRequired: true, "The visitors."),
      ScenarioSetting(
        "portal",
        \.portal,
        .section(.referenceModel, Scenario.Portal.settings),
        "What is in the CRM at the start."
      ),
      ScenarioSetting(
        "hubspot",
        \.hubSpot,
        .section(HubSpotSettings(), HubSpotSettings.settings),
        "HubSpot's behaviour."
      ),
      ScenarioSetting(
        "store",
        \.store,
        .section(.init(commandLatency: .milliseconds(1)), Scenario.Store.settings),
        "The key-value store."
      ),
      ScenarioSetting("core", \.core, .section(ScenarioDraft().core, CoreKeys.settings), "The booking core."),
      ScenarioSetting("run", \.run, .section(Run(), Run.settings), "When a run ends."),
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

  fileprivate static var settings: [ScenarioSetting<Self>] {
    [
      ScenarioSetting("exams", \.exams, .count(1...10_000), "Each on a day of its own."),
      ScenarioSetting(
        "capacity_per_exam",
        optional: \.capacityPerExam,
        .count(0...1_000_000),
        "Seats of each exam; without this key as many as visitors."
      ),
      ScenarioSetting("credits_per_type", \.creditsPerType, .count(0...1_000_000), "Of each contact."),
      ScenarioSetting("first_exam_date", \.firstExamDate, .date, "Each further exam is a day later."),
    ]
  }
}

extension Scenario.Store {
  fileprivate static var settings: [ScenarioSetting<Self>] {
    [
      ScenarioSetting(
        "command_ms",
        \.commandLatency,
        .duration(.milliseconds, .zero ... .seconds(60)),
        "A round trip to the store, constant."
      )
    ]
  }
}

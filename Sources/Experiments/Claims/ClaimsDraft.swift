import Settings

/// A file of claims as it is written: the keys are right, what they say is not yet judged.
struct ClaimsDraft {
  static let version = 1
  /// A list of claims with more than this was meant for something else.
  private static let mostClaims = 500

  var version = ClaimsDraft.version
  var document = ""
  var claims: [Entry] = []

  /// A claim.
  struct Entry {
    var id = ""
    var section = ""
    var says = ""
    var load = ""
    var note: String?
    var scenario = ""
    var settings: [SettingsOverride] = []
    var design: String?
    var needs: String?
    var seeds = 20
    var promises: [Promise] = []
    var variants: [Variant] = []
    var turns: [Turn] = []
  }

  struct Promise {
    var measure = ""
    var design: String?
    var needs: String?
    var lessThan: String?
    var moreThan: String?
    var atLeast: String?
    var above: String?
    var atMost: String?
    var below: String?
    var load: String?
    var settings: [SettingsOverride] = []
  }

  struct Variant {
    var says = ""
    var promise = Promise()
  }

  struct Turn {
    var key = ""
    var values: [Double] = []
    var resolution = 0.0

    /// The value of the search's grid behind the least one; nil when the search has nothing to look for before the next.
    var firstStep: Double? {
      let step = values[0] + resolution
      return step < values[1] ? step : nil
    }
  }

  static var section: SettingSection<Self> {
    SettingSection([
      Setting("claims_version", \.version, .count(1...version), isRequired: true, "The version of this format."),
      Setting("document", \.document, .line(atMost: 100), isRequired: true, "What the claims are taken from."),
      Setting(
        "claims",
        \.claims,
        .list(of: .section(Entry(), Entry.settings), 1...mostClaims),
        isRequired: true,
        "Each figure that the document promises."
      ),
    ])
  }
}

extension ClaimsDraft.Entry {
  fileprivate static var settings: [Setting<Self>] { words + world }

  private static var words: [Setting<Self>] {
    [
      Setting("id", \.id, .line(atMost: 20), isRequired: true, "Its name in the list of claims."),
      Setting("section", \.section, .line(atMost: 40), isRequired: true, "Where the document promises it."),
      Setting("says", \.says, .line(atMost: 300), isRequired: true, "What is promised, in a sentence."),
      Setting("load", \.load, .line(atMost: 60), isRequired: true, "The load that it is promised for."),
      Setting("note", optional: \.note, .line(atMost: 600), "What was chosen where the words leave a choice."),
    ]
  }

  private static var world: [Setting<Self>] {
    let name = ValueForm<String>.line(atMost: 200)
    return [
      Setting("scenario", \.scenario, name, isRequired: true, "The scenario's file, as seen from this one."),
      Setting("set", \.settings, .scenarioKeys, "Keys of the scenario that are set otherwise."),
      Setting("design", optional: \.design, name, "The design that it is promised of."),
      Setting("needs", optional: \.needs, name, "The same, of a design that need not exist yet."),
      Setting("seeds", \.seeds, .count(1...10_000), "Runs of each design, each under a seed of its own."),
      Setting(
        "promises",
        \.promises,
        .list(of: .section(ClaimsDraft.Promise(), ClaimsDraft.Promise.settings), 1...10),
        isRequired: true,
        "What is measured, and the values that are promised."
      ),
      Setting(
        "variants",
        \.variants,
        .list(of: .section(ClaimsDraft.Variant(), ClaimsDraft.Variant.settings), 0...10),
        "The same taken in other ways that the words allow; they decide nothing."
      ),
      Setting(
        "turns_on",
        \.turns,
        .list(of: .section(ClaimsDraft.Turn(), ClaimsDraft.Turn.settings), 0...3),
        "Inputs that the verdict may depend on."
      ),
    ]
  }
}

extension ClaimsDraft.Promise {
  fileprivate static var settings: [Setting<Self>] {
    let name = ValueForm<String>.line(atMost: 200)
    return [
      Setting("measure", \.measure, .line(atMost: 200), isRequired: true, "What is measured of every run."),
      Setting("design", optional: \.design, name, "Instead of the claim's."),
      Setting("needs", optional: \.needs, name, "Instead of the claim's; a design that need not exist yet."),
      Setting("less_than", optional: \.lessThan, name, "Promised is how much less it is than with this design."),
      Setting("more_than", optional: \.moreThan, name, "Promised is how much more it is than with this design."),
      Setting("at_least", optional: \.atLeast, bound, "The least value, in the measure's unit."),
      Setting("above", optional: \.above, bound, "Every value beyond this one."),
      Setting("at_most", optional: \.atMost, bound, "The greatest value."),
      Setting("below", optional: \.below, bound, "Every value short of this one."),
      Setting("load", optional: \.load, .line(atMost: 60), "Instead of the claim's."),
      Setting("set", \.settings, .scenarioKeys, "Keys of the scenario that are set otherwise, after the claim's."),
    ]
  }

  /// Read together with the measure, whose unit it has.
  private static var bound: ValueForm<String> {
    .plain(expectation: "a number with its unit", schema: [], parse: { .value($0.text) })
  }
}

extension ClaimsDraft.Variant {
  fileprivate static var settings: [Setting<Self>] {
    [
      Setting("says", \.says, .line(atMost: 100), isRequired: true, "In which way, in a few words."),
      Setting(
        "promise",
        \.promise,
        .section(ClaimsDraft.Promise(), ClaimsDraft.Promise.settings),
        isRequired: true,
        "What is measured, and the values that are promised."
      ),
    ]
  }
}

extension ClaimsDraft.Turn {
  fileprivate static var settings: [Setting<Self>] {
    let number = ValueForm<Double>.number("-1000000", "1000000000")
    return [
      Setting("key", \.key, .line(atMost: 200), isRequired: true, "The scenario's key."),
      Setting("values", \.values, .list(of: number, 2...50), isRequired: true, "Values to try."),
      Setting(
        "to_within",
        \.resolution,
        .number("0.000001", "1000000000"),
        isRequired: true,
        "How near to the value at which the verdict turns the search goes; all values are this far apart or a multiple."
      ),
    ]
  }
}

extension ValueForm where Value == [SettingsOverride] {
  /// `{ load.arrivals.users: 300 }`
  fileprivate static var scenarioKeys: ValueForm {
    .ownKeys(expectation: "a mapping from keys of the scenario to values", schema: [], objection: { _ in nil }) { key in
      .plain(
        expectation: "a value; lists and mappings go into a scenario of their own",
        schema: [],
        parse: { .value(SettingsOverride(path: key, value: $0.text)) }
      )
    }
  }
}

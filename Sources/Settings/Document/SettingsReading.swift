/// What the walk through a settings file has found: the problems, and where each known key stands.
package struct SettingsReading {
  /// The path as it was given.
  package let file: String
  /// What is wrong, in the order in which it was found.
  package private(set) var problems: [SettingsProblem] = []
  /// Whose values the walk meets instead of the file's or besides them; of two for the same key only the last.
  var overrides: [SettingsOverride] = []
  private(set) var places: [String: KeyPlace] = [:]
  private let knownPaths: () -> [String]

  /// - Parameter knownPaths: every key that a file may have, with the keys around it.
  init(file: String, knownPaths: @autoclosure @escaping () -> [String]) {
    self.file = file
    self.knownPaths = knownPaths
  }

  /// Judges values that no file has by the rules of a format.
  ///
  /// - Parameter file: what messages name.
  /// - Throws: `SettingsProblems` when a rule has reported something.
  package static func judge(
    _ file: String,
    _ rules: (inout SettingsReading) -> Void
  ) throws(SettingsProblems) {
    var reading = SettingsReading(file: file, knownPaths: [])
    rules(&reading)
    guard reading.problems.isEmpty else { throw SettingsProblems(reading.problems) }
  }

  /// Keeps a problem with a key.
  ///
  /// - Parameters:
  ///   - message: goes on from the key: "is 0; expected at least 1."
  ///   - causes: other keys that it does not fit; told when they are overridden, for the file does not show it.
  package mutating func report(_ message: String, at place: KeyPlace, besides causes: String...) {
    report(message, at: place, besides: causes)
  }

  /// As above, for a rule that has a list of its keys.
  package mutating func report(_ message: String, at place: KeyPlace, besides causes: [String]) {
    let behind = overrides(behind: place)
    problems.append(
      SettingsProblem(
        file: file,
        line: place.line,
        key: place.key.isEmpty ? nil : place.key,
        message: message,
        overrides: overrides.filter { behind.contains($0) || causes.contains(where: $0.sets) }
      )
    )
  }

  /// Keeps a problem with an override itself.
  mutating func report(_ message: String, with override: SettingsOverride, at place: KeyPlace? = nil) {
    problems.append(
      SettingsProblem(file: file, line: place?.line, key: place?.key, message: message, overrides: [override])
    )
  }

  /// Remembers where a known key stands.
  mutating func note(_ place: KeyPlace) { places[place.key] = place }

  /// Where to report a rule that binds several keys: at the first of them that is overridden, for the file was right
  /// without; else at the first that the file names; at line 1 when it names none, so that their defaults do not fit
  /// together.
  package func place(of keys: String...) -> KeyPlace { place(of: keys) }

  /// As above, for a rule that has a list of its keys.
  package func place(of keys: [String]) -> KeyPlace {
    let noted = keys.compactMap { places[$0] }
    return noted.first { $0.line == nil } ?? noted.first ?? KeyPlace(key: keys.first ?? "", line: 1)
  }

  /// Whether nothing is wrong with these keys so far: rules that bind several keys are judged only when each is right
  /// by itself.
  package func areSound(_ keys: String...) -> Bool { areSound(keys) }

  /// As above, for a rule that has a list of its keys.
  package func areSound(_ keys: [String]) -> Bool {
    !problems.contains { problem in
      keys.contains { key in problem.key == key || problem.key?.hasPrefix(key + "[") == true }
    }
  }

  /// The keys around a key of this name, if there is but one place for it: a key under the wrong parent is most often a
  /// slip of the indentation.
  func onlyHome(of name: String) -> String? {
    var homes: [String] = []
    for path in knownPaths() {
      let names = path.split(separator: ".").map(String.init)
      guard let index = names.firstIndex(of: name) else { continue }
      let home = index == 0 ? "the outermost level" : names[..<index].joined(separator: ".")
      if !homes.contains(home) { homes.append(home) }
    }
    return homes.count == 1 ? homes[0] : nil
  }

  /// The overrides that have to do with a problem at a place: what is reported of a key that stands in the file may
  /// come from keys set within it, and of one that does not, from whatever has put it or its surroundings there.
  private func overrides(behind place: KeyPlace) -> [SettingsOverride] {
    var key = place.key
    while !key.isEmpty {
      let within = overrides.filter { $0.isSet(within: key) }
      guard place.line == nil else { return within }
      let behind = overrides.filter { $0.sets(key) || $0.isSet(within: key) }
      if !behind.isEmpty { return behind }
      key = key.lastIndex(of: ".").map { String(key[..<$0]) } ?? ""
    }
    return []
  }
}

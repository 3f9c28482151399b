/// A key of a scenario file: its name with the keys around it, and where it stands.
struct KeyPlace: Hashable {
  /// Empty for the file itself.
  let key: String
  let line: Int

  /// The whole file.
  static let root = KeyPlace(key: "", line: 1)

  /// A key within this one's mapping.
  func child(_ name: String, line: Int?) -> KeyPlace {
    KeyPlace(key: key.isEmpty ? name : "\(key).\(name)", line: line ?? self.line)
  }

  /// An item of this key's list, from 0.
  func item(_ index: Int, line: Int?) -> KeyPlace { KeyPlace(key: "\(key)[\(index)]", line: line ?? self.line) }
}

/// What the walk through a scenario file has found: the problems, and where each known key stands.
struct ScenarioReading {
  let file: String
  private(set) var problems: [ScenarioProblem] = []
  private var lines: [String: Int] = [:]
  private let knownPaths: [String]

  /// - Parameter knownPaths: every key that a file may have, with the keys around it.
  init(file: String, knownPaths: [String]) {
    self.file = file
    self.knownPaths = knownPaths
  }

  mutating func report(_ message: String, at place: KeyPlace) {
    problems.append(
      ScenarioProblem(file: file, line: place.line, key: place.key.isEmpty ? nil : place.key, message: message)
    )
  }

  /// Remembers where a known key stands.
  mutating func note(_ place: KeyPlace) { lines[place.key] = place.line }

  /// Where to report a rule that binds several keys: at the first of them that the file names; at line 1 when it names
  /// none, so that their defaults do not fit together.
  func place(of keys: String...) -> KeyPlace {
    for key in keys {
      if let line = lines[key] { return KeyPlace(key: key, line: line) }
    }
    return KeyPlace(key: keys.first ?? "", line: 1)
  }

  /// Whether nothing is wrong with these keys so far: rules that bind several keys are judged only when each is right
  /// by itself.
  func areSound(_ keys: String...) -> Bool {
    !problems.contains { problem in
      keys.contains { key in problem.key == key || problem.key?.hasPrefix(key + "[") == true }
    }
  }

  /// The keys around a key of this name, if there is but one place for it: a key under the wrong parent is most often a
  /// slip of the indentation.
  func onlyHome(of name: String) -> String? {
    var homes: [String] = []
    for path in knownPaths {
      let names = path.split(separator: ".").map(String.init)
      guard let index = names.firstIndex(of: name) else { continue }
      let home = index == 0 ? "the outermost level" : names[..<index].joined(separator: ".")
      if !homes.contains(home) { homes.append(home) }
    }
    return homes.count == 1 ? homes[0] : nil
  }
}

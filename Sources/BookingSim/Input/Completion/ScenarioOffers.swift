import Foundation

/// Scenario files as a user may go on to name them.
enum ScenarioOffers {
  /// The files and directories of the directory that is typed; of an empty word also the shipped scenarios, where they
  /// stand below.
  static func files(_ word: String) -> [String] {
    let directory = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
    return entries(directory) + (word.isEmpty ? entries("scenarios/").filter { !$0.hasSuffix("/") } : [])
  }

  private static func entries(_ directory: String) -> [String] {
    let files = FileManager.default
    let path = directory.isEmpty ? "." : directory
    let names = ((try? files.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    return names.compactMap { name in
      var isDirectory: ObjCBool = false
      guard files.fileExists(atPath: "\(path)/\(name)", isDirectory: &isDirectory) else { return nil }
      if isDirectory.boolValue { return directory + name + "/" }
      return name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? directory + name : nil
    }
  }
}

import Foundation

/// Finds the scenarios that a baseline names, from whatever directory: their paths are those of the one who wrote it.
struct ScenarioPlace {
  /// The path of the baseline.
  let baseline: String

  /// Where a scenario's file is: at its path as seen from here, else from the baseline's directory or one around it;
  /// nil when it is nowhere.
  func found(_ path: String) -> String? {
    if FileManager.default.fileExists(atPath: path) { return path }
    guard !path.hasPrefix("/") else { return nil }
    var directory = DirectoryPath.parent(of: baseline)
    let depth = URL(fileURLWithPath: baseline).pathComponents.count
    for _ in 0..<depth {
      let candidate = DirectoryPath.joined(directory, path)
      if FileManager.default.fileExists(atPath: candidate) { return candidate }
      let isUpwards = directory == "." || directory == ".." || directory.hasSuffix("/..")
      directory = isUpwards ? DirectoryPath.joined(directory, "..") : DirectoryPath.parent(of: directory)
    }
    return nil
  }

  /// Why a scenario cannot be checked.
  func complaint() -> String {
    "there is no such file, neither from here nor from the directory of \(baseline), which names it; "
      + "change to the directory that it was written from, or name the scenario."
  }

  /// Whether two paths lead to one file.
  func isSame(_ path: String, _ other: String) -> Bool {
    func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    return real(path) == real(other)
  }
}

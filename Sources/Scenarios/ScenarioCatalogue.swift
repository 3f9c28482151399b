import Foundation
package import Settings

/// The scenarios of a directory.
package enum ScenarioCatalogue {
  /// A scenario file, whether it can be run or not.
  package struct Entry: Hashable, Sendable {
    package let name: String
    package let contents: Contents

    package init(name: String, contents: Contents) {
      self.name = name
      self.contents = contents
    }

    package enum Contents: Hashable, Sendable {
      /// Visitors: for Poisson arrivals the expected number.
      case scenario(summary: String, visitors: Int)
      case unusable(SettingsProblems)
    }

    /// The entry on one line of a list.
    package var line: String {
      switch contents {
      case .scenario(let summary, _): "\(name): \(summary)"
      case .unusable(let problems):
        "\(name): cannot be run, \(problems.problems.count) \(problems.problems.count == 1 ? "problem" : "problems")"
      }
    }

    /// What is wrong with the file, one problem a line; nil when it can be run.
    package var problems: String? {
      switch contents {
      case .scenario: nil
      case .unusable(let problems): problems.description
      }
    }
  }

  /// Every `*.yaml` of a directory, by name, not those of directories within it. Bad files are entries like the others.
  ///
  /// - Throws: `SettingsProblems` when there is no such directory or it cannot be read.
  package static func list(in directory: String) throws(SettingsProblems) -> [Entry] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory)
    } catch {
      let message = "cannot be listed; expected a directory of scenario files."
      throw SettingsProblems([SettingsProblem(file: directory, line: nil, key: nil, message: message)])
    }
    let files = names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    return files.map { entry(path: prefix + $0) }.sorted { $0.name < $1.name }
  }

  private static func entry(path: String) -> Entry {
    do {
      let scenario = try ScenarioFile.load(path: path)
      return Entry(
        name: scenario.name,
        contents: .scenario(summary: scenario.summary, visitors: scenario.visitors)
      )
    } catch {
      return Entry(name: SettingsDocument.name(of: path), contents: .unusable(error))
    }
  }
}

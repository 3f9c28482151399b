import Experiments
import Foundation
import Results
import Scenarios
import Settings
import SyncScenarios

/// The scenarios of a check: those that the user names, or those that a baseline or another check's result has.
struct CheckSubjects {
  /// What the user named; empty for those that are known.
  let named: [String]
  /// nil when there is none.
  let known: Baseline?
  /// The path of the file that has what is known.
  let place: ScenarioPlace?

  /// The scenarios; what is wrong with any of them is told at once.
  func all() throws(CommandEnd) -> [CheckPlan.Subject] {
    var (subjects, problems): ([CheckPlan.Subject], [String]) = ([], [])
    for path in try paths() {
      do throws(CommandEnd) {
        subjects.append(try subject(path))
      } catch {
        guard case .badInput(let problem) = error else { throw error }
        problems.append(problem)
      }
    }
    guard problems.isEmpty else { throw .badInput(problems.joined(separator: "\n")) }
    guard !subjects.isEmpty else { throw .badInput("There is nothing to check; name scenarios.") }
    return subjects
  }

  /// The files beside the scenarios of a baseline that it does not have; none when the user named scenarios.
  func gaps(_ subjects: [CheckPlan.Subject]) -> [BaselineGap] {
    guard named.isEmpty, let known else { return [] }
    var directories: [String] = []
    for subject in subjects {
      let directory = DirectoryPath.parent(of: subject.foundAt)
      if !directories.contains(directory) { directories.append(directory) }
    }
    return directories.flatMap { directory -> [BaselineGap] in
      let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      let names = files.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
      let paths = names.filter { known.scenarios[SettingsDocument.name(of: $0)] == nil }.map {
        directory == "." ? $0 : DirectoryPath.joined(directory, $0)
      }
      return paths.filter(Self.canBeChecked).map { .scenario(path: $0) }
    }
  }

  /// A file with a mistake is told of, too.
  private static func canBeChecked(_ path: String) -> Bool {
    guard SyncScenarioFile.isMeant(path: path) else { return true }
    return (try? SyncScenarioFile.load(path: path))?.beside == nil
  }

  /// A scenario that the baseline has keeps the path that the baseline has, wherever the check is started.
  private func subject(_ path: String) throws(CommandEnd) -> CheckPlan.Subject {
    guard let place, let known = known?.scenarios[SettingsDocument.name(of: path)]?.path else {
      return CheckPlan.Subject(path: path, scenario: try Input.productScenario(path))
    }
    guard let found = named.isEmpty ? place.found(path) : path else {
      let problem = SettingsProblem(file: path, line: nil, key: nil, message: place.complaint())
      throw .badInput(SettingsProblems([problem]).description)
    }
    let isKnown = place.found(known).map { place.isSame($0, found) } ?? false
    return CheckPlan.Subject(
      path: isKnown ? known : path,
      foundAt: found,
      scenario: try Input.productScenario(found)
    )
  }

  private func paths() throws(CommandEnd) -> [String] {
    guard named.isEmpty else { return named }
    if let known { return known.scenarios.sorted { $0.key < $1.key }.map(\.value.path) }
    do {
      return try ScenarioCatalogue.list(in: "scenarios").map { "scenarios/\($0.name).yaml" }
    } catch { throw .badInput(error.description) }
  }
}

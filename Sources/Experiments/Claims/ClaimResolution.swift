import Foundation
import Measures
import Results
import Settings
import SyncScenarios
import Texts

/// Turns a claim as it is written into one that can be run, or reports why it cannot.
struct ClaimResolution {
  private let draft: ClaimsDraft
  private let entry: ClaimsDraft.Entry
  private let number: Int
  private let file: String

  /// - Parameters:
  ///   - number: of the claim in the draft.
  ///   - file: the path of the file of claims, as it was given.
  init(_ draft: ClaimsDraft, _ number: Int, file: String) {
    self.draft = draft
    entry = draft.claims[number]
    self.number = number
    self.file = file
  }

  /// Nil after reporting at least one problem.
  func resolved(_ reading: inout SettingsReading) -> ClaimCase? {
    let before = reading.problems.count
    checkName(&reading)
    let isThere = checkFile(&reading)
    func resolved(_ draft: ClaimsDraft.Promise, at place: String) -> (Claim.Promise, ClaimCase.Subject)? {
      let world = isThere ? world(draft.settings, at: place, &reading) : nil
      return PromiseResolution(entry, draft, at: place, within: key, of: product).resolved(world, &reading)
    }
    let promises = entry.promises.indices.compactMap {
      resolved(entry.promises[$0], at: "\(key).promises[\($0)]")
    }
    let variants = entry.variants.indices.compactMap {
      resolved(entry.variants[$0].promise, at: "\(key).variants[\($0)].promise")
    }
    checkTurns(isRunnable: reading.problems.count == before, &reading)
    guard reading.problems.count == before else { return nil }
    let claim = Claim(
      id: entry.id,
      document: draft.document,
      section: entry.section,
      says: entry.says,
      load: entry.load,
      note: entry.note,
      seeds: entry.seeds,
      promises: promises.map(\.0),
      variants: zip(entry.variants, variants).map { Claim.Variant(says: $0.says, promise: $1.0) }
    )
    return ClaimCase(
      claim: claim,
      subjects: promises.map(\.1),
      variants: variants.map(\.1),
      path: path,
      turns: entry.turns.map { ClaimCase.Turn(key: $0.key, values: $0.values, resolution: $0.resolution) }
    )
  }

  private var key: String { "claims[\(number)]" }

  /// The scenario's path from where the program was started, without detours.
  var path: String {
    guard !entry.scenario.hasPrefix("/") else { return entry.scenario }
    let directory = file.contains("/") ? String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]) + "/" : ""
    var parts: [Substring] = []
    let joined = directory + entry.scenario
    for part in joined.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (joined.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// Of the scenario; a file that cannot be read is one of bookings until that is mended.
  private var product: Product { SyncScenarioFile.isMeant(path: path) ? .bulkSync : .booking }

  private func checkName(_ reading: inout SettingsReading) {
    guard let first = draft.claims.firstIndex(where: { $0.id == entry.id }), first < number else { return }
    let message = "is \(entry.id), which claims[\(first)] is already; expected each claim once."
    reading.report(message, at: reading.place(of: key + ".id"))
  }

  private func checkFile(_ reading: inout SettingsReading) -> Bool {
    guard FileManager.default.fileExists(atPath: path) else {
      let message = "is \"\(entry.scenario)\", but there is no file \(path); \(hint)"
      reading.report(message, at: reading.place(of: key + ".scenario"))
      return false
    }
    return true
  }

  /// The scenario of a promise, with the keys that its claim sets and those that it sets itself.
  private func world(
    _ settings: [SettingsOverride],
    at place: String,
    _ reading: inout SettingsReading
  ) -> ClaimCase.World? {
    do {
      return try ClaimCase.World(path: path, settings: entry.settings + settings)
    } catch {
      // What is wrong with the claim's own keys is wrong for each of its promises: told once.
      let place = reading.place(of: (settings.isEmpty ? key : place) + ".set", key + ".scenario")
      let messages = error.problems.map { "cannot be run: \($0)" }
      for message in messages where !reading.problems.contains(where: { $0.message == message }) {
        reading.report(message, at: place)
      }
      return nil
    }
  }

  /// The file in the same directory that was probably meant.
  private var hint: String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let directory = parts.dropLast().joined(separator: "/")
    let names = try? FileManager.default.contentsOfDirectory(atPath: directory.isEmpty ? "." : directory)
    let known = (names ?? []).filter { $0.hasSuffix(".yaml") }
    guard let name = parts.last, let near = NearestName(candidates: known).match(name) else {
      return "expected a scenario file."
    }
    return "did you mean \(near)?"
  }

  private func checkTurns(isRunnable: Bool, _ reading: inout SettingsReading) {
    for (index, turn) in entry.turns.enumerated() {
      let place = "\(key).turns_on[\(index)]"
      let isAscending = zip(turn.values, turn.values.dropFirst()).allSatisfy { $0 < $1 }
      guard isAscending else {
        let message = "are not in ascending order; expected each value once."
        reading.report(message, at: reading.place(of: place + ".values"))
        continue
      }
      guard isRunnable else { continue }
      let problems = problems(turn.key, turn.values)
      for problem in problems { reading.report("cannot be run: \(problem)", at: reading.place(of: place + ".key")) }
      guard problems.isEmpty, let step = turn.firstStep else { continue }
      for problem in self.problems(turn.key, [step]) {
        let message = "leads the search to values that cannot be run: \(problem)"
        reading.report(message, at: reading.place(of: place + ".to_within"))
      }
    }
  }

  /// What is wrong with the first value of a key with which a promise cannot be run; empty when all can with each.
  private func problems(_ key: String, _ values: [Double]) -> [SettingsProblem] {
    for promise in entry.promises {
      for value in values {
        do {
          let settings = entry.settings + promise.settings + [ClaimCase.override(key, value)]
          _ = try ClaimCase.World(path: path, settings: settings)
        } catch {
          return error.problems
        }
      }
    }
    return []
  }
}

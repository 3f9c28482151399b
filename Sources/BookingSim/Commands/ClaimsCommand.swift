import ArgumentParser
import Experiments
import Foundation
import Measures
import Reports
import Results
import Settings
import Texts

struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Puts the customer's promises to the test: what was claimed, what is measured, and why.",
    discussion: """
      A promise that fails is a result, not an error. Exit codes, the lowest that applies: 0 done, 1 a run was not sound, \
      2 bad input, 4 the file of --check is not what is measured now.
      """
  )

  static let directory = "scenarios/claims"

  @Argument(
    help: "Files of claims (default: \(directory)/*.yaml).",
    completion: .file(extensions: ["yaml", "yml"])
  )
  var files: [String] = []

  @Option(help: "Only these claims, separated by commas: P1-03,P2-07.")
  var only: String?

  @Option(help: "Runs of each design, instead of what each claim asks for.", transform: OptionText.whole)
  var replications: Int?

  @Option(help: "How the result is written.")
  var format = ReportView<ClaimsReport>.text

  @OptionGroup var sight: Sight

  @Option(
    help: "Writes nothing, but compares the Markdown that would be written with this file.",
    completion: .file(extensions: ["md"])
  )
  var check: String?

  func validate() throws {
    if let replications, !(1...10_000).contains(replications) {
      throw ValidationError("--replications is \(replications); expected 1 to 10000.")
    }
  }

  func run() throws {
    let written = try check.map { path throws(CommandEnd) in try WrittenPage(at: path, "a page that claims has written")
    }
    let cases = try selected(loaded())
    var progress: Progress?
    let results = try Input.simulate {
      try ClaimStudy(cases, seeds: replications).results { runs in
        progress?.end()
        let next = Progress("runs", of: runs)
        progress = next
        return next.show
      }
    }
    progress?.end()
    let report = ClaimsReport(results, command: command)
    if check == nil { Console.standard.write(try report.written(as: format, sight.layout)) }
    let unsound = results.flatMap(\.unsound)
    guard unsound.isEmpty else {
      if check != nil { Console.error.write(unsound.joined(separator: "\n") + "\n") }
      throw CommandEnd.unsound
    }
    try written?.hold(against: try report.written(as: ClaimsReport.pageView, .plain), writtenBy: command)
  }

  /// What writes the page of these claims.
  private var command: String {
    let only = only.map { " --only \(ShellWord.quoted($0))" } ?? ""
    let replications = replications.map { " --replications \($0)" } ?? ""
    return (["booking-sim claims"] + files.map(ShellWord.path)).joined(separator: " ") + only + replications
      + " --format markdown"
  }

  // MARK: Input

  /// The claims of all files; what is wrong with any of them is told at once.
  private func loaded() throws(CommandEnd) -> [ClaimCase] {
    var (cases, problems): ([ClaimCase], [String]) = ([], [])
    for path in try paths() {
      do {
        for each in try ClaimsFile.load(path: path) {
          if cases.contains(where: { $0.claim.id == each.claim.id }) {
            problems.append("\(path): \(each.claim.id) stands in another file already; expected each claim once.")
          }
          cases.append(each)
        }
      } catch {
        problems.append("\(error)")
      }
    }
    guard problems.isEmpty else { throw .badInput(problems.joined(separator: "\n")) }
    return cases
  }

  private func paths() throws(CommandEnd) -> [String] {
    guard files.isEmpty else { return files }
    let names = try? FileManager.default.contentsOfDirectory(atPath: Self.directory)
    let found = (names ?? []).filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
    guard !found.isEmpty else {
      throw .badInput(
        "\(Self.directory): there is no file of claims here; name files, or change to the project's directory."
      )
    }
    return found.map { "\(Self.directory)/\($0)" }
  }

  private func selected(_ cases: [ClaimCase]) throws(CommandEnd) -> [ClaimCase] {
    guard let only else { return cases }
    let known = cases.map(\.claim.id)
    let wanted = only.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for id in wanted where !known.contains(id) {
      let near = NearestName(candidates: known).match(id).map { "Did you mean \($0)?" }
      throw .badInput(
        "--only: there is no claim \"\(id)\". \(near ?? "Expected some of \(known.joined(separator: ", ")).")"
      )
    }
    return cases.filter { wanted.contains($0.claim.id) }
  }
}

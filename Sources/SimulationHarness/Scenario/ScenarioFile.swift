import Foundation
import Yams

/// Reads scenario files. A file is judged whole: whatever is wrong with it is told at once, and nothing of it is used.
package enum ScenarioFile {
  /// More than any scenario needs; a file of this size was meant for something else.
  private static let mostBytes = 256 * 1_024
  /// A file with more keys given twice than this is told so once more after the first ones are mended.
  private static let mostRepeatedKeys = 100

  /// The scenario of a file, named after it.
  ///
  /// - Throws: `ScenarioProblems` when there is no such file, when it is a directory, cannot be read or is no UTF-8
  ///   text, and as `parse`.
  package static func load(path: String) throws(ScenarioProblems) -> Scenario {
    func refusal(_ message: String) -> ScenarioProblems {
      ScenarioProblems([ScenarioProblem(file: path, line: nil, key: nil, message: message)])
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw refusal("there is no such file; expected a scenario file (.yaml).")
    }
    guard !isDirectory.boolValue else { throw refusal("is a directory; expected a scenario file (.yaml).") }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw refusal("cannot be opened; expected a file that this user may read.")
    }
    let data: Data
    do {
      data = try handle.read(upToCount: mostBytes + 1) ?? Data()
      try handle.close()
    } catch {
      throw refusal("cannot be read (\(error.localizedDescription)); expected a scenario file (.yaml).")
    }
    guard data.count <= mostBytes else {
      throw refusal("has more than \(mostBytes / 1_024) KB; expected a scenario file (.yaml).")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw refusal("is no UTF-8 text; expected a scenario file (.yaml).")
    }
    return try parse(text: text, fileName: path)
  }

  /// The scenario of a text.
  ///
  /// - Parameter fileName: stands in messages; its last part without ending is the scenario's name.
  /// - Throws: `ScenarioProblems`: no YAML, no mapping, and every key that is unknown, given twice, missing, of the
  ///   wrong type, out of range or at odds with another one, and a load that is too large.
  package static func parse(text: String, fileName: String) throws(ScenarioProblems) -> Scenario {
    let section = ScenarioDraft.section
    var reading = ScenarioReading(file: fileName, knownPaths: section.paths)
    var draft = ScenarioDraft()
    if let root = compose(text, &reading) {
      // Whether the outermost level is complete does not matter here: what it lacks has been reported.
      _ = section.fill(&draft, from: root, at: .root, &reading)
      draft.checkRules(&reading)
    }
    guard reading.problems.isEmpty, let scenario = draft.resolved(name: name(of: fileName)) else {
      throw ScenarioProblems(reading.problems)
    }
    return scenario
  }

  /// The node tree; nil after reporting why there is none.
  private static func compose(_ text: String, _ reading: inout ScenarioReading) -> Node? {
    // Editors put a byte-order mark in front; the parser knows it only in UTF-16.
    var marked = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    var firstRepeat: Int?
    composing: for _ in 0...mostRepeatedKeys {
      do {
        guard let node = try Yams.compose(yaml: marked), node.null == nil else {
          reading.report("the file is empty; expected a scenario.", at: .root)
          return nil
        }
        return node
      } catch let YamlError.duplicatedKeysInMapping(_, context) {
        let (line, column) = (context.mark.line, context.mark.column)
        firstRepeat = firstRepeat ?? line
        guard let next = RepeatedKey.marked(marked, line: line, column: column) else { break composing }
        marked = next
      } catch {
        // A text that reads no further once a key is renamed was wrong in having that key twice.
        guard firstRepeat == nil else { break composing }
        let complaint = YAMLComplaint(error, in: marked)
        reading.report(complaint.message, at: KeyPlace(key: "", line: complaint.line))
        return nil
      }
    }
    reading.report(
      "a mapping has the same key twice; expected each key once.",
      at: KeyPlace(key: "", line: firstRepeat ?? 1)
    )
    return nil
  }

  /// The last part of a path without the ending of YAML files.
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".yaml", ".yml"] where last.hasSuffix(ending) { return String(last.dropLast(ending.count)) }
    return last
  }
}

/// What the YAML parser has against a text.
private struct YAMLComplaint {
  let line: Int
  let message: String

  init(_ error: any Error, in text: String) {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      line = mark.line
      message = "the file is no YAML: \(problem)."
    case YamlError.reader(let problem, let offset, _, _):
      line = 1 + text.prefix(offset ?? 0).count(where: \.isNewline)
      message = "the file is no YAML: \(problem)."
    default:
      line = 1
      message = "the file is no YAML."
    }
  }
}

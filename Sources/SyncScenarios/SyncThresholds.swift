import Measures
import Settings
import Texts

/// The key `thresholds` as it is written: a measure, of a design where one is named, and behind it one bound or several.
///
///     thresholds:
///       success: rate > 98%
///       "duration{design:batched-paced}": value < 62 s
enum SyncThresholds {
  private static let mostLetters = 200
  private static let mostBounds = 20

  static var form: ValueForm<[RunThreshold]> {
    ValueForm<[[RunThreshold]]>.ownKeys(
      expectation: "a mapping from measures to bounds",
      schema: ValueForm<[String]>.oneOrMore(of: .line(atMost: mostLetters), 1...mostBounds).schema,
      objection: { Subject.reading($0).objection }
    ) { key in
      .oneOrMore(of: threshold(of: key), 1...mostBounds)
    }
    .mapped { $0.flatMap(\.self) }
    .written(as: { thresholds in
      let texts = thresholds.map { SchemaNode.text($0.description) }
      return texts.isEmpty ? [WrittenValue("", nil)] : [WrittenValue("", .array(texts))]
    })
  }

  private static func threshold(of key: String) -> ValueForm<RunThreshold> {
    ValueForm<String>.line(atMost: mostLetters).checked { expression in
      do throws(MeasureSyntaxError) {
        _ = try threshold(key, expression)
        return nil
      } catch {
        return "is no threshold, \(error)"
      }
    }
    .mapped { expression in
      do {
        return try threshold(key, expression)
      } catch {
        preconditionFailure("\(key) \(expression) has been found right: \(error)")
      }
    }
  }

  private static func threshold(_ key: String, _ expression: String) throws(MeasureSyntaxError) -> RunThreshold {
    guard case .subject(let measure, let design) = Subject.reading(key) else {
      preconditionFailure("\(key) has been found right")
    }
    return try RunThreshold(measure, design: design, expression: expression)
  }

  /// What a key names.
  private enum Subject {
    case subject(RunMeasure, design: String?)
    case wrong(String)

    var objection: String? { if case .wrong(let message) = self { message } else { nil } }

    static func reading(_ key: String) -> Subject {
      let parts = key.split(separator: "{", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let names = SyncMeasure.all.map(\.measure.name)
      guard let measure = SyncMeasure.named(parts[0]) else {
        let hint = NearestName(candidates: names).match(parts[0]).map { " Did you mean \($0)?" } ?? ""
        return .wrong("is no measure of a sync; expected one of \(names.joined(separator: ", ")).\(hint)")
      }
      guard parts.count == 2 else { return .subject(measure.measure, design: nil) }
      let prefix = "design:"
      guard parts[1].hasPrefix(prefix), parts[1].hasSuffix("}") else {
        return .wrong("has a tag that there is not; expected \(parts[0]) or \(parts[0]){design:batched-paced}.")
      }
      let design = String(parts[1].dropFirst(prefix.count).dropLast())
      if let objection = SyncDesignName.objection(design) { return .wrong("is for no design: \(objection)") }
      return .subject(measure.measure, design: design)
    }
  }
}

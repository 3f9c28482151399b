import Measures
import Settings

/// The key `thresholds` as it is written: k6's form, a metric with its tags and behind it one bound or several.
///
///     thresholds:
///       success: rate > 99%
///       "share_429{design:phase2}": [ "rate < 70%", "rate > 1%" ]
enum ThresholdSettings {
  /// Longer ones are no thresholds.
  private static let mostLetters = 200
  private static let mostBounds = 20

  /// The thresholds in the order of the file; one that is written twice is there once.
  static var form: ValueForm<[Threshold]> {
    ValueForm<[[Threshold]]>.ownKeys(
      expectation: "a mapping from metrics to bounds",
      schema: ValueForm<[String]>.oneOrMore(of: expression, 1...mostBounds).schema,
      objection: objection
    ) { metric in
      .oneOrMore(of: threshold(of: metric), 1...mostBounds)
    }
    .mapped { lists in
      var seen: Set<Threshold> = []
      return lists.joined().filter { seen.insert($0).inserted }
    }
    .written(as: { thresholds in
      let texts = thresholds.map { SchemaNode.text($0.description) }
      return texts.isEmpty ? [WrittenValue("", nil)] : [WrittenValue("", .array(texts))]
    })
  }

  private static var expression: ValueForm<String> {
    .plain(
      expectation: "a bound such as rate > 99%",
      schema: [
        .init("type", .text("string")), .init("minLength", .number("1")),
        .init("maxLength", .number("\(mostLetters)")),
      ],
      parse: { written in
        let isShort = written.text.unicodeScalars.count <= mostLetters
        let isLine = isShort && !written.text.contains(where: \.isNewline)
        return isLine ? .value(written.text) : .problem("one line of at most \(mostLetters) letters")
      }
    )
  }

  /// - Parameter metric: one that `objection` has nothing against.
  private static func threshold(of metric: String) -> ValueForm<Threshold> {
    expression.checked { expression in
      do {
        _ = try Threshold(metric: metric, expression: expression)
        return nil
      } catch {
        return "is no threshold, \(error)"
      }
    }
    .mapped { expression in
      do {
        return try Threshold(metric: metric, expression: expression)
      } catch {
        preconditionFailure("\(metric) \(expression) has been found right: \(error)")
      }
    }
  }

  /// What is wrong with a metric and its tags. Whether they are right is seen with any bound behind them: an error in
  /// the metric's own text is about the metric.
  private static func objection(_ metric: String) -> String? {
    guard metric.unicodeScalars.count <= mostLetters, !metric.contains(where: \.isNewline) else {
      return "is no metric; expected one line of at most \(mostLetters) letters."
    }
    do {
      _ = try Threshold(metric: metric, expression: "")
      return nil
    } catch {
      return error.text == metric ? "is no metric with tags, \(error)" : nil
    }
  }
}

package import Measures
package import Settings

/// The key `thresholds` as it is written: k6's form, a metric with its tags and behind it one bound or several.
///
///     thresholds:
///       success: rate > 99%
///       "share_429{design:phase2}": [ "rate < 70%", "rate > 1%" ]
package struct ThresholdSettings {
  /// Longer ones are no thresholds.
  private static let mostLetters = 200
  private static let mostBounds = 20

  private let product: Product
  private let designObjection: @Sendable (String) -> String?

  /// - Parameter designObjection: what is wrong with the name of a design; nil for nothing.
  package init(of product: Product, designObjection: @escaping @Sendable (String) -> String? = { _ in nil }) {
    self.product = product
    self.designObjection = designObjection
  }

  /// The thresholds in the order of the file; one that is written twice is there once.
  package var form: ValueForm<[Threshold]> {
    ValueForm<[[Threshold]]>.ownKeys(
      expectation: "a mapping from metrics to bounds",
      schema: ValueForm<[String]>.oneOrMore(of: Self.expression, 1...Self.mostBounds).schema,
      objection: objection
    ) { metric in
      .oneOrMore(of: threshold(of: metric), 1...Self.mostBounds)
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
  private func threshold(of metric: String) -> ValueForm<Threshold> {
    let product = product
    return Self.expression.checked { expression in
      do {
        _ = try Threshold(metric: metric, expression: expression, of: product)
        return nil
      } catch {
        return "is no threshold, \(error)"
      }
    }
    .mapped { expression in
      do {
        return try Threshold(metric: metric, expression: expression, of: product)
      } catch {
        preconditionFailure("\(metric) \(expression) has been found right: \(error)")
      }
    }
  }

  /// What is wrong with a metric and its tags.
  private func objection(_ metric: String) -> String? {
    guard metric.unicodeScalars.count <= Self.mostLetters, !metric.contains(where: \.isNewline) else {
      return "is no metric; expected one line of at most \(Self.mostLetters) letters."
    }
    do {
      let design = try Threshold.design(ofMetric: metric, of: product)
      return design.flatMap(designObjection).map { "is for no design: \($0)" }
    } catch {
      return "is no metric with tags, \(error)"
    }
  }
}

import Measures
import Results

/// Claims and what became of them, as a page to be kept: equal results give equal bytes.
extension ClaimsReport {
  var page: ReportContent {
    let unsound = results.flatMap(\.unsound).map { ListItem("\($0)") }
    let problems = unsound.isEmpty ? [] : [Paragraph(.heading("Runs that are not sound")), Paragraph(.list(unsound))]
    return ReportContent(head + [Paragraph(.list(Self.guide))] + documents.flatMap(section) + problems)
  }

  /// In the order in which they first appear.
  private var documents: [String] {
    results.reduce(into: []) { names, result in
      if !names.contains(result.claim.document) { names.append(result.claim.document) }
    }
  }

  private var head: [Paragraph] {
    [
      Paragraph(.title("The customer's promises, put to the test")),
      Paragraph(.line("\(ClaimsTally(results).text).")),
      Paragraph(
        .line(
          """
          This page is written by \(code: command); do not edit it. The claims themselves are data: \
          \(code: "scenarios/claims").
          """
        )
      ),
    ]
  }

  private static let guide: [ListItem] = [
    ListItem(
      """
      Every number is measured: the median of the runs' values with its 95 % interval, which their order gives, and \
      \(code: "=") for the same value in every run: of 20 runs that leaves less than 16.9 % of all in which it may be \
      another.
      """
    ),
    ListItem(
      """
      A promise \(strong: "holds") when the whole interval is as claimed, and \(strong: "fails") when none of it is; \
      between the two it is undecided, with the number of seeds that would decide. A percentile among visitors who gave \
      up was not reached, and fails.
      """
    ),
    ListItem("A claim holds when all of its promises do. What needs a part that does not exist is not yet testable."),
    ListItem(
      """
      What the documents say of today's system is taken with both ends of its range; of what shall improve only the \
      worse end binds.
      """
    ),
    ListItem(
      """
      A demand is what the same visitors would send if nothing were refused; a comparison with another design is made \
      seed by seed.
      """
    ),
    ListItem(
      """
      What is within 10 % of a bound is so near that the verdict may turn on an input: it is said which, or how else \
      the words can be taken.
      """
    ),
    ListItem(
      """
      Beside the verdict on a promise about one design stands what another design measures at the same load. It decides \
      nothing.
      """
    ),
    ListItem("\"Why\" is made of measured numbers, by the same rules for every claim."),
  ]

  private func section(_ document: String) -> [Paragraph] {
    let own = results.filter { $0.claim.document == document }
    var table = Table(texts: [
      "claim", "design", "load", "measure", "claimed", "measured", "verdict", own.yardstick ?? "besides", "why",
    ])
    for result in own {
      for (number, promise) in result.promises.enumerated() {
        table.add(cells(result, promise, isFirst: number == 0))
      }
    }
    return [
      Paragraph(.heading("\(document)")), Paragraph(.table(table)), Paragraph(.list(own.map(remarks))),
    ]
  }

  private func cells(_ result: ClaimResult, _ promise: PromiseResult, isFirst: Bool) -> [Cell] {
    let load = promise.promise.load ?? (isFirst ? result.claim.load : "")
    let verdict = Phrase(promise.verdict.rawValue, promise.verdict == .holds ? .good : .bad)
    return [isFirst ? result.claim.id : "", promise.promise.design, load].map { .text($0) }
      + ["\(code: promise.promise.measure.shortText)", .text(promise.claimed), .text(promise.measuredText)]
      + [.text(verdict), .text(promise.yardstickText), .text(PromiseReason(promise).text)]
  }

  private func remarks(_ result: ClaimResult) -> ListItem {
    let claim = result.claim
    var item = ListItem("\(strong: claim.id) (section \(claim.section)) \(claim.says)")
    if let note = claim.note { item.sentences.append("Measured so: \(note)") }
    for (variant, found) in zip(claim.variants, result.variants) {
      let measured = "\(found.measuredText), which \(found.verdict.clause)"
      item.sentences.append("\(variant.says), \(code: variant.promise.measure.shortText): \(measured).")
    }
    item.sentences += result.turns.map { "Turns on \(code: $0.key): \($0.text)." }
    if result.isOpenToDoubt { item.sentences.append("\(ClaimResult.doubt)") }
    return item
  }
}

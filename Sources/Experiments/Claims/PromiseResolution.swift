import Measures
import Results
import Settings

/// Turns a promise as it is written into one that can be judged, or reports why it cannot.
struct PromiseResolution {
  private let entry: ClaimsDraft.Entry
  private let draft: ClaimsDraft.Promise
  private let key: String
  private let claimKey: String
  /// Whose designs and measures are named.
  private let product: Product

  /// - Parameters:
  ///   - key: where the promise stands in the file.
  ///   - claimKey: where its claim stands.
  ///   - product: whose designs and measures are named.
  init(
    _ entry: ClaimsDraft.Entry,
    _ draft: ClaimsDraft.Promise,
    at key: String,
    within claimKey: String,
    of product: Product
  ) {
    self.product = product
    self.entry = entry
    self.draft = draft
    self.key = key
    self.claimKey = claimKey
  }

  /// Nil after reporting at least one problem.
  ///
  /// - Parameter world: nil when there is none, which has been reported.
  func resolved(
    _ world: ClaimCase.World?,
    _ reading: inout SettingsReading
  ) -> (Claim.Promise, ClaimCase.Subject)? {
    let before = reading.problems.count
    let own = ownDesign(&reading)
    let comparison = comparison(&reading)
    let measure = measure(&reading)
    var range: ClaimedRange?
    if let measure { range = self.range(of: measure, &reading) }
    guard reading.problems.count == before, let world, let own, let measure, let range else {
      return nil
    }
    let promise = Claim.Promise(
      measure: measure,
      design: own.name,
      comparison: comparison?.words,
      range: range,
      load: draft.load
    )
    return (
      promise,
      ClaimCase.Subject(design: own.design, other: comparison?.design, world: world)
    )
  }

  // MARK: Designs

  private func ownDesign(_ reading: inout SettingsReading) -> (name: String, design: String?)? {
    let isOwn = draft.design != nil || draft.needs != nil
    let (design, needs) = isOwn ? (draft.design, draft.needs) : (entry.design, entry.needs)
    let place = isOwn ? key : claimKey
    switch (design, needs) {
    case (let name?, nil):
      return made(name, at: place + ".design", &reading).map { (name, $0) }
    case (nil, let name?):
      guard let objection = product.objection(toDesign: name) else { return (name, name) }
      if product.isMissingPart(ofDesign: name) { return (name, nil) }
      reading.report("cannot be made: \(objection)", at: reading.place(of: place + ".needs"))
      return nil
    case (nil, nil):
      let message = "belongs to no design; expected design, or needs for one that does not exist yet."
      reading.report(message, at: reading.place(of: key + ".measure"))
      return nil
    case (_?, _?):
      let message = "and design are both given; expected one of them."
      reading.report(message, at: reading.place(of: place + ".needs"))
      return nil
    }
  }

  private func made(_ name: String, at key: String, _ reading: inout SettingsReading) -> String? {
    guard let objection = product.objection(toDesign: name) else { return name }
    let advice = product.isMissingPart(ofDesign: name) ? " A design that does not exist yet is named by needs." : ""
    reading.report("cannot be made: \(objection)\(advice)", at: reading.place(of: key))
    return nil
  }

  private func comparison(_ reading: inout SettingsReading) -> (words: Claim.Comparison, design: String)? {
    switch (draft.lessThan, draft.moreThan) {
    case (nil, nil): return nil
    case (let name?, nil):
      return made(name, at: key + ".less_than", &reading).map { (.lessThan(name), $0) }
    case (nil, let name?):
      return made(name, at: key + ".more_than", &reading).map { (.moreThan(name), $0) }
    case (_?, _?):
      reading.report("and less_than are both given; expected one of them.", at: reading.place(of: key + ".more_than"))
      return nil
    }
  }

  // MARK: Measure and bounds

  private func measure(_ reading: inout SettingsReading) -> Measure? {
    do {
      return try Measure(parsing: draft.measure, of: product)
    } catch {
      reading.report("is no measure, \(error)", at: reading.place(of: key + ".measure"))
      return nil
    }
  }

  private func range(of measure: Measure, _ reading: inout SettingsReading) -> ClaimedRange? {
    let before = reading.problems.count
    let lower = bound(("at_least", draft.atLeast), or: ("above", draft.above), of: measure, &reading)
    let upper = bound(("at_most", draft.atMost), or: ("below", draft.below), of: measure, &reading)
    guard reading.problems.count == before else { return nil }
    guard lower != nil || upper != nil else {
      let message = "has no bound; expected at_least, above, at_most or below."
      reading.report(message, at: reading.place(of: key + ".measure"))
      return nil
    }
    let range = ClaimedRange(lower: lower, upper: upper)
    guard !range.isEmpty else {
      let names = [key + ".at_least", key + ".above"]
      reading.report("leaves no value; expected the smaller bound below.", at: reading.place(of: names[0], names[1]))
      return nil
    }
    return range
  }

  private func bound(
    _ included: (name: String, text: String?),
    or excluded: (name: String, text: String?),
    of measure: Measure,
    _ reading: inout SettingsReading
  ) -> ClaimedRange.Bound? {
    if included.text != nil, excluded.text != nil {
      let message = "and \(included.name) are both given; expected one of them."
      reading.report(message, at: reading.place(of: "\(key).\(excluded.name)"))
      return nil
    }
    guard let text = included.text ?? excluded.text else { return nil }
    do {
      let threshold = try Threshold(
        metric: measure.subject,
        expression: "\(measure.aggregate.text) <= \(text)",
        of: measure.metric.product
      )
      return ClaimedRange.Bound(threshold.bound, isIncluded: included.text != nil, text: text)
    } catch {
      let name = included.text != nil ? included.name : excluded.name
      reading.report("is \"\(text)\": \(error.message)", at: reading.place(of: "\(key).\(name)"))
      return nil
    }
  }
}

package import Measures

/// A figure that the customer's documents promise, as data: what is measured to put it to the test.
package struct Claim: Hashable, Sendable {
  /// Its name in the list of claims: `P1-03`.
  package let id: String
  package let document: String
  package let section: String
  /// What is promised, in a sentence.
  package let says: String
  /// The load that it is promised for, in a few words.
  package let load: String
  /// What was chosen where the words of the document leave a choice; nil where they leave none.
  package let note: String?
  /// Runs of each design, each under a seed of its own.
  package var seeds: Int
  /// At least one; the claim holds when all of them do.
  package let promises: [Promise]
  /// The same taken in other ways that the words allow, which decide nothing.
  package let variants: [Variant]

  package init(
    id: String,
    document: String,
    section: String,
    says: String,
    load: String,
    note: String?,
    seeds: Int,
    promises: [Promise],
    variants: [Variant] = []
  ) {
    self.id = id
    self.document = document
    self.section = section
    self.says = says
    self.load = load
    self.note = note
    self.seeds = seeds
    self.promises = promises
    self.variants = variants
  }

  /// A promise taken in another way.
  package struct Variant: Hashable, Sendable {
    /// In which way, in a few words.
    package let says: String
    package let promise: Promise

    package init(says: String, promise: Promise) {
      self.says = says
      self.promise = promise
    }
  }

  /// One number that is promised.
  package struct Promise: Hashable, Sendable {
    package let measure: Measure
    /// The design's name; of one that does not exist yet the name that it will have.
    package let design: String
    /// What the measure is compared with; nil when its own value is promised.
    package let comparison: Comparison?
    package let range: ClaimedRange
    /// The load that it is promised for, in a few words; nil for the claim's.
    package let load: String?

    package init(
      measure: Measure,
      design: String,
      comparison: Comparison? = nil,
      range: ClaimedRange,
      load: String? = nil
    ) {
      self.measure = measure
      self.design = design
      self.comparison = comparison
      self.range = range
      self.load = load
    }
  }

  /// A second design under the same seeds: the difference is what is promised.
  package enum Comparison: Hashable, Sendable {
    /// How much less the measure is than with that design.
    case lessThan(String)
    /// How much more it is.
    case moreThan(String)

    package var design: String {
      switch self {
      case .lessThan(let design), .moreThan(let design): design
      }
    }

    /// `less than` or `more than`.
    package var words: String {
      switch self {
      case .lessThan: "less than"
      case .moreThan: "more than"
      }
    }
  }
}

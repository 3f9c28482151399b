/// Lists of measures that each product has.
extension MeasureSet {
  /// What a baseline keeps of every run.
  package static func baseline(of product: Product) -> [Measure] {
    switch product {
    case .booking: baseline
    case .bulkSync: syncBaseline
    }
  }

  /// What is needed to say why a result is as it is.
  package static func causes(of product: Product) -> [Measure] {
    switch product {
    case .booking: causes
    case .bulkSync: syncCauses
    }
  }

  /// What a check tells of every scenario and design.
  package static func headline(of product: Product) -> [Measure] {
    switch product {
    case .booking: headline
    case .bulkSync: syncHeadline
    }
  }

  /// Of the headline what says how long it takes to the end: by it those are chosen that are shown where not all can be.
  package static func slowness(of product: Product) -> Measure {
    switch product {
    case .booking: knee
    case .bulkSync: syncHeadline[0]
    }
  }
}

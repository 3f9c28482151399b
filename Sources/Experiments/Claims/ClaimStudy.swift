import Measures
package import Results
import Settings

/// Puts claims to the test.
package struct ClaimStudy: Sendable {
  private let cases: [ClaimCase]
  private let seeds: Int?
  /// What is measured beside each promise about one design of a product.
  private static func yardstick(_ product: Product) -> String {
    switch product {
    case .booking: "coalesced"
    case .bulkSync: "batched-paced"
    }
  }

  /// - Parameter seeds: runs of each design, instead of what each claim asks for.
  package init(_ cases: [ClaimCase], seeds: Int? = nil) {
    self.cases = cases
    self.seeds = seeds
  }

  /// Runs everything that the claims need, then, for those that depend on an input, what narrows down the values at which
  /// their verdicts turn.
  ///
  /// - Parameter begin: called before each round of runs with their number; what it gives back is told, from any thread,
  ///   how many are ready.
  /// - Returns: in the order of the claims.
  package func results(_ begin: (Int) -> @Sendable (Int) -> Void = { _ in { _ in } }) throws -> [ClaimResult] {
    var runs = ClaimRuns()
    // Why a claim came out as it did is told of its own inputs only: the others need no second run without limits.
    var wishes = cases.flatMap {
      self.wishes($0, $0.worlds, withCauses: true) + variantWishes($0) + yardstickWishes($0)
    }
    var searches = try cases.map { each in try each.turns.map { try TurnSearch(each, $0) } }
    var tried = cases.map { [$0.worlds] }
    repeat {
      for (index, each) in cases.enumerated() {
        let due = searches[index].flatMap { $0.due.map(\.worlds) }
        tried[index] += due
        wishes += due.flatMap { self.wishes(each, $0) }
      }
      try runs.fulfil(wishes, begin: begin)
      wishes = []
      for (index, each) in cases.enumerated() {
        for turn in searches[index].indices {
          try searches[index][turn].take { worlds in ClaimVerdict.all(promises(each, worlds, runs).map(\.verdict)) }
        }
      }
    } while searches.contains { $0.contains { !$0.due.isEmpty } }
    return cases.indices.map { index in
      let each = cases[index]
      var claim = each.claim
      claim.seeds = seeds ?? claim.seeds
      return ClaimResult(
        claim,
        besideYardstick(each, promises(each, each.worlds, runs), each.worlds, runs),
        variants: besideYardstick(each, variants(each, runs), each.variants.map(\.world), runs),
        turns: searches[index].map(\.result),
        unsound: unsound(each, tried[index], runs)
      )
    }
  }

  /// What the promises of a claim need, those of designs that do not exist left out.
  ///
  /// - Parameter withCauses: whether it is asked why they come out as they do.
  private func wishes(
    _ each: ClaimCase,
    _ worlds: [ClaimCase.World],
    withCauses: Bool = false
  ) -> [ClaimRuns.Wish] {
    each.subjects.indices.flatMap {
      let causes = withCauses ? MeasureSet.causes(of: worlds[$0].scenario.product) : []
      return self.wishes(each, each.subjects[$0], worlds[$0], [each.claim.promises[$0].measure] + causes)
    }
  }

  private func variantWishes(_ each: ClaimCase) -> [ClaimRuns.Wish] {
    each.variants.indices.flatMap {
      wishes(each, each.variants[$0], each.variants[$0].world, [each.claim.variants[$0].promise.measure])
    }
  }

  private func yardstickWishes(_ each: ClaimCase) -> [ClaimRuns.Wish] {
    let promises = each.claim.promises + each.claim.variants.map(\.promise)
    return zip(promises, each.subjects + each.variants).filter { Self.hasYardstick($0.0, in: $0.1.world) }.map {
      promise,
      subject in
      wish(each, subject.world, Self.yardstick(subject.world.scenario.product), [promise.measure])
    }
  }

  private static func hasYardstick(_ promise: Claim.Promise, in world: ClaimCase.World) -> Bool {
    promise.comparison == nil && promise.design != yardstick(world.scenario.product)
  }

  private func wishes(
    _ each: ClaimCase,
    _ subject: ClaimCase.Subject,
    _ world: ClaimCase.World,
    _ measures: [Measure]
  ) -> [ClaimRuns.Wish] {
    guard let own = subject.design else { return [] }
    return ([own] + [subject.other].compactMap(\.self)).map { wish(each, world, $0, measures) }
  }

  private func wish(
    _ each: ClaimCase,
    _ world: ClaimCase.World,
    _ design: String,
    _ measures: [Measure]
  ) -> ClaimRuns.Wish {
    ClaimRuns.Wish(
      world: world,
      design: design,
      path: each.path,
      seeds: seeds ?? each.claim.seeds,
      measures: measures
    )
  }

  private func promises(_ each: ClaimCase, _ worlds: [ClaimCase.World], _ runs: ClaimRuns) -> [PromiseResult] {
    each.subjects.indices.map {
      result(each, each.claim.promises[$0], each.subjects[$0], worlds[$0], runs)
    }
  }

  /// Results with what the yardstick measures at their loads.
  private func besideYardstick(
    _ each: ClaimCase,
    _ results: [PromiseResult],
    _ worlds: [ClaimCase.World],
    _ runs: ClaimRuns
  ) -> [PromiseResult] {
    zip(results, worlds).map { result, world in
      guard Self.hasYardstick(result.promise, in: world) else { return result }
      var result = result
      let yardstick = Self.yardstick(world.scenario.product)
      let values = runs.values(wish(each, world, yardstick, []).key, result.promise.measure)
      result.yardstick = PromiseResult.Yardstick(design: yardstick, values)
      return result
    }
  }

  private func variants(_ each: ClaimCase, _ runs: ClaimRuns) -> [PromiseResult] {
    each.variants.indices.map {
      result(each, each.claim.variants[$0].promise, each.variants[$0], each.variants[$0].world, runs)
    }
  }

  private func result(
    _ each: ClaimCase,
    _ promise: Claim.Promise,
    _ subject: ClaimCase.Subject,
    _ world: ClaimCase.World,
    _ runs: ClaimRuns
  ) -> PromiseResult {
    guard let own = subject.design else { return PromiseResult(untestable: promise) }
    func key(_ design: String) -> ClaimRuns.Key { wish(each, world, design, []).key }
    return PromiseResult(
      promise,
      runs.values(key(own), promise.measure),
      others: subject.other.map { runs.values(key($0), promise.measure) } ?? [],
      causes: runs.causes(key(own))
    )
  }

  private func unsound(_ each: ClaimCase, _ tried: [[ClaimCase.World]], _ runs: ClaimRuns) -> [String] {
    var problems: [String] = []
    for wish in tried.flatMap({ wishes(each, $0) }) + variantWishes(each) + yardstickWishes(each) {
      for problem in runs.unsound(wish.key) where !problems.contains(problem) { problems.append(problem) }
    }
    return problems
  }
}

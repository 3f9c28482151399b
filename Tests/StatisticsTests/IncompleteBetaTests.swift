import Statistics
import Testing

@Suite("The incomplete beta function")
struct IncompleteBetaTests {
  @Test(
    "has the known values; reference: scipy.special.betainc",
    arguments: [
      (0.3, 2.0, 3.0, 0.3483), (0.5, 0.5, 0.5, 0.5), (0.7, 1, 1, 0.7), (0.01, 0.5, 20, 0.471369935485),
      (0.99, 20, 0.5, 0.528630064515), (0.2, 100, 400, 0.5089235030888), (0.25, 100, 400, 0.9961717368998),
      (0.9, 12, 3.5, 0.9043875453083), (0.5001, 500_000, 500_000, 0.5792596906691),
    ]
  )
  func values(_ x: Double, _ a: Double, _ b: Double, _ expected: Double) {
    let found = IncompleteBeta.regularised(x, a, b)
    #expect(isClose(found, expected), "\(found)")
    #expect(isClose(IncompleteBeta.regularised(1 - x, b, a), 1 - expected), "the other tail")
  }

  @Test("is the tail of a binomial distribution, also of a million trials", arguments: [1e-6, 3.2e-6, 5e-6, 1e-5])
  func binomialTail(_ chance: Double) {
    // At least 3 of n: all but the first three terms, summed as they are.
    let trials = 1_000_000
    var term = 1.0
    for _ in 0..<trials { term *= 1 - chance }
    var below = term
    for count in 1..<3 {
      term *= chance / (1 - chance) * Double(trials - count + 1) / Double(count)
      below += term
    }
    let found = IncompleteBeta.regularised(chance, 3, Double(trials - 2))
    #expect(isClose(1 - found, below, within: 1e-9), "\(found)")
  }

  @Test("is 0 at 0 and 1 at 1, and rises between")
  func ends() {
    for (a, b) in [(0.5, 0.5), (1, 1), (3, 40), (700, 2)] as [(Double, Double)] {
      #expect(IncompleteBeta.regularised(0, a, b) == 0)
      #expect(IncompleteBeta.regularised(1, a, b) == 1)
      let steps = (0...200).map { IncompleteBeta.regularised(Double($0) / 200, a, b) }
      #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 <= $1 }, "a = \(a), b = \(b)")
    }
  }

  @Test("is inverted by its quantile", arguments: [(0.5, 0.5), (1.0, 1_000.0), (30, 12), (4_000, 6_000)])
  func quantiles(_ a: Double, _ b: Double) {
    for probability in [1e-9, 0.001, 0.025, 0.3, 0.5, 0.51, 0.975, 0.9999] {
      let x = IncompleteBeta.quantile(probability, a, b)
      #expect(isClose(IncompleteBeta.regularised(x, a, b), probability), "\(probability)")
    }
    #expect(IncompleteBeta.quantile(0, a, b) == 0)
    #expect(IncompleteBeta.quantile(1, a, b) == 1)
  }

  @Test("traps outside of its range")
  func traps() async {
    await #expect(processExitsWith: .failure) { _ = IncompleteBeta.regularised(1.1, 1, 1) }
    await #expect(processExitsWith: .failure) { _ = IncompleteBeta.regularised(0.5, 0, 1) }
    await #expect(processExitsWith: .failure) { _ = IncompleteBeta.quantile(-0.1, 1, 1) }
  }
}

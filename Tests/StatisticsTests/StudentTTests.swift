import Statistics
import Testing

@Suite("Student's t distribution")
struct StudentTTests {
  private static let degrees = [1, 2, 3, 4, 9, 29, 99, 1_000, 1_000_000]

  /// For the degrees of freedom above. Reference: scipy.stats.t.ppf, and mpmath with 40 digits near the middle, where the
  /// former has eight digits only.
  private static let quantiles: [(probability: Double, expected: [Double])] = [
    (
      1e-12,
      [
        -318_309_886_184, -707_106.781185, -10_331.1082443, -1_316.07274656, -51.4149160233, -11.6131580116,
        -8.03698260997, -7.12422892531, -7.03457260841,
      ]
    ),
    (
      0.3,
      [
        -0.726542528005, -0.617213399848, -0.58438972744, -0.56864906305, -0.543480241454, -0.530214395709,
        -0.526093240549, -0.524567707309, -0.52440067986,
      ]
    ),
    (
      0.5001,
      [
        0.000314159275694, 0.000282842718131, 0.000272069909111, 0.000266666670617, 0.000257708775534,
        0.000252832626351, 0.000251296606182, 0.000250725503623, 0.000250662892754,
      ]
    ),
    (
      0.75,
      [
        1, 0.816496580928, 0.764892328404, 0.740697084113, 0.702722146751, 0.683043860822, 0.676975985546,
        0.674735164607, 0.674489995531,
      ]
    ),
    (
      0.95,
      [
        6.31375151468, 2.91998558035, 2.3533634348, 2.13184678633, 1.83311293266, 1.69912702653, 1.66039115602,
        1.64637881729, 1.64485515072,
      ]
    ),
    (
      0.975,
      [
        12.7062047362, 4.30265272975, 3.18244630528, 2.7764451052, 2.2621571628, 2.04522964213, 1.98421695159,
        1.96233908083, 1.95996635681,
      ]
    ),
    (
      0.9995,
      [
        636.619248769, 31.5990545764, 12.9239786367, 8.61030158138, 4.78091258593, 3.65940501947, 3.39152883336,
        3.30028264842, 3.29053646125,
      ]
    ),
  ]

  @Test("has the known quantiles", arguments: quantiles)
  func quantile(_ probability: Double, _ expected: [Double]) {
    for (degrees, expected) in zip(Self.degrees, expected) {
      let found = StudentT.quantile(probability, degreesOfFreedom: degrees)
      #expect(isClose(found, expected), "\(degrees) degrees: \(found)")
    }
  }

  @Test(
    "has the known probabilities; reference: scipy.stats.t.cdf",
    arguments: [
      (-40, 1, 0.007956089912026), (-40, 30, 6.863022597203e-28), (-40, 1_000, 5.239426077587e-210),
      (-2.5, 2, 0.06480586011076), (-2.5, 1_000_000, 0.006209744751082), (-1e-3, 5, 0.4996203933861),
      (0.7, 1, 0.6944001122142), (1.96, 30, 0.970328843552), (6, 5, 0.9990769308552),
    ] as [(Double, Int, Double)]
  )
  func cumulative(_ t: Double, _ degrees: Int, _ expected: Double) {
    #expect(isClose(StudentT.cumulative(t, degreesOfFreedom: degrees), expected))
  }

  @Test("with one degree of freedom is Cauchy's, and with two an algebraic one, into far tails")
  func closedForms() {
    for tail in [1e-90, 1e-30, 1e-8, 0.01, 0.2, 0.3, 0.49] {
      let one = -StudentT.quantile(tail, degreesOfFreedom: 1)
      #expect(isClose(StudentT.cumulative(-one, degreesOfFreedom: 1), tail))
      if tail < 1e-7 { #expect(isClose(one, 1 / (.pi * tail))) }
      let two = -StudentT.quantile(tail, degreesOfFreedom: 2)
      #expect(isClose(two, (1 - 2 * tail) / (2 * tail * (1 - tail)).squareRoot()))
    }
  }

  @Test("is symmetric, with 0 in the middle")
  func symmetry() {
    for degrees in Self.degrees {
      #expect(StudentT.quantile(0.5, degreesOfFreedom: degrees) == 0)
      #expect(StudentT.cumulative(0, degreesOfFreedom: degrees) == 0.5)
      for probability in [0.0625, 0.25, 0.375] {
        let upper = StudentT.quantile(1 - probability, degreesOfFreedom: degrees)
        #expect(StudentT.quantile(probability, degreesOfFreedom: degrees) == -upper)
      }
    }
  }

  @Test("is inverted by its quantile, whatever the probability", arguments: [UInt64](1...40))
  func inversion(_ seed: UInt64) {
    var state = seed
    for _ in 0..<25 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let probability = (Double(state >> 11) + 0.5) / Double(1 << 53 as UInt64)
      let degrees = Self.degrees[Int(state >> 8) % Self.degrees.count]
      let t = StudentT.quantile(probability, degreesOfFreedom: degrees)
      let back = StudentT.cumulative(t, degreesOfFreedom: degrees)
      #expect(isClose(back, probability, within: 1e-12), "\(probability), \(degrees) degrees")
    }
  }

  @Test("traps without degrees of freedom and at probabilities that have no quantile")
  func traps() async {
    await #expect(processExitsWith: .failure) { _ = StudentT.quantile(0.9, degreesOfFreedom: 0) }
    await #expect(processExitsWith: .failure) { _ = StudentT.quantile(0, degreesOfFreedom: 3) }
    await #expect(processExitsWith: .failure) { _ = StudentT.quantile(1, degreesOfFreedom: 3) }
    await #expect(processExitsWith: .failure) { _ = StudentT.cumulative(.infinity, degreesOfFreedom: 3) }
  }
}

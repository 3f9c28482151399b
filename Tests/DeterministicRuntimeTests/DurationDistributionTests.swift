import DeterministicRuntime
import Foundation
import RealModule
import Testing

private func samples(_ purpose: KeyedRandom.Purpose, _ sample: (inout Draw) -> Int64) -> [Double] {
  (0..<20_000).map { index in
    var draw = KeyedRandom(seed: 11).draw(purpose, index)
    return Double(sample(&draw))
  }
}

private func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

private func deviation(_ numbers: [Double]) -> Double {
  let center = mean(numbers)
  return mean(numbers.map { ($0 - center) * ($0 - center) }).squareRoot()
}

@Suite("A lognormal duration")
struct LogNormalDurationTests {
  @Test("has its median and its sigma over 20,000 draws", arguments: [0.25, 0.5, 1])
  func shape(sigma: Double) {
    let duration = LogNormalDuration(medianNanoseconds: 200_000_000, sigma: sigma)
    let numbers = samples("lognormal") { duration.nanoseconds(&$0) }
    let median = numbers.sorted()[10_000]
    let logarithms = numbers.map { Foundation.log($0) }
    #expect(abs(median / 200_000_000 - 1) < 0.02 * sigma / 0.25)
    #expect(abs(deviation(logarithms) / sigma - 1) < 0.02)
    #expect(abs(mean(logarithms) - Foundation.log(200_000_000)) < 0.01 * sigma / 0.25)
  }

  @Test("with sigma 0 is the median and draws nothing")
  func constant() {
    var draw = KeyedRandom(seed: 1).draw("constant")
    var untouched = draw
    #expect(LogNormalDuration(medianNanoseconds: 123_456_789, sigma: 0).nanoseconds(&draw) == 123_456_789)
    #expect(draw.next() == untouched.next())
  }

  @Test("is 0 with median 0, and bounded however large sigma is")
  func limits() {
    var draw = KeyedRandom(seed: 1).draw("limits")
    for _ in 0..<1000 {
      #expect(LogNormalDuration(medianNanoseconds: 0, sigma: 1000).nanoseconds(&draw) == 0)
      #expect((0...Int64(1) << 62).contains(LogNormalDuration(medianNanoseconds: 5, sigma: 1000).nanoseconds(&draw)))
    }
  }

  @Test("with a negative median or sigma traps")
  func refused() async {
    await #expect(processExitsWith: .failure) { _ = LogNormalDuration(medianNanoseconds: -1, sigma: 0) }
    await #expect(processExitsWith: .failure) { _ = LogNormalDuration(medianNanoseconds: 1, sigma: -0.1) }
    await #expect(processExitsWith: .failure) { _ = LogNormalDuration(medianNanoseconds: 1, sigma: .nan) }
  }
}

@Suite("An exponential duration")
struct ExponentialDurationTests {
  @Test("has its mean and the same deviation over 20,000 draws")
  func shape() {
    let duration = ExponentialDuration(meanNanoseconds: 50_000_000)
    let numbers = samples("exponential") { duration.nanoseconds(&$0) }
    #expect(abs(mean(numbers) / 50_000_000 - 1) < 0.02)
    #expect(abs(deviation(numbers) / 50_000_000 - 1) < 0.03)
    #expect(numbers.allSatisfy { $0 >= 0 })
  }

  @Test("with mean 0 is 0")
  func zero() {
    var draw = KeyedRandom(seed: 1).draw("zero")
    #expect(ExponentialDuration(meanNanoseconds: 0).nanoseconds(&draw) == 0)
  }
}

@Suite("The portable functions")
struct PortableMathTests {
  @Test("are within two units in the last place of swift-numerics', which are the C library's")
  func accuracy() {
    var draw = KeyedRandom(seed: 5).draw("accuracy")
    for _ in 0..<20_000 {
      let x = draw.uniform() * 1400 - 700
      let power = PortableMath.exponential(x)
      #expect(abs(power - Double.exp(x)) <= 2 * power.ulp)
      let y = Double(sign: .plus, exponent: draw.uniformInteger(in: -1000..<1000), significand: 1 + draw.uniform())
      let logarithm = PortableMath.logarithm(y)
      #expect(abs(logarithm - Double.log(y)) <= 2 * logarithm.ulp)
    }
  }

  @Test("are exact where the result is")
  func exact() {
    #expect(PortableMath.logarithm(1) == 0)
    #expect(PortableMath.exponential(0) == 1)
    #expect(PortableMath.exponential(-701) == 0)
    #expect(PortableMath.exponential(710) == .infinity)
  }
}

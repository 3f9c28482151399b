import DeterministicRuntime
import Testing

@Suite("A draw by key")
struct KeyedRandomTests {
  let random = KeyedRandom(seed: 42)

  @Test("has values that never change")
  func golden() {
    var draw = random.draw("latency", 3, 1)
    let numbers = (0..<3).map { _ in draw.next() }
    #expect(numbers == [69_732_995_253_746_699, 12_646_114_424_738_364_161, 15_748_674_841_764_560_263])
    var other = random.draw("arrival", -1, 0, 7, 9)
    #expect(other.next() == 14_698_542_633_865_681_417)
    #expect(other.uniform() == 0.261528884393484)
    #expect(other.uniformInteger(in: -10..<10) == -8)
    #expect(other.standardNormal() == 0.15083554218457157)
  }

  @Test("does not depend on what else was drawn")
  func independent() {
    var alone = random.draw("latency", 5)
    var noise = random.draw("latency", 4)
    for _ in 0..<10 { _ = noise.next() }
    var later = random.draw("latency", 5)
    #expect(alone.next() == later.next())
  }

  @Test("differs with the seed, the purpose, each number and their order")
  func distinct() {
    var draws = [
      KeyedRandom(seed: 43).draw("latency", 1, 2, 3, 4), random.draw("arrival", 1, 2, 3, 4),
      random.draw("latency", 1, 2, 3, 4), random.draw("latency", 0, 2, 3, 4), random.draw("latency", 1, 0, 3, 4),
      random.draw("latency", 1, 2, 0, 4), random.draw("latency", 1, 2, 3, 0), random.draw("latency", 2, 1, 3, 4),
      random.draw("latency", 4, 3, 2, 1), random.draw("latency", -1, 2, 3, 4),
    ]
    let numbers = draws.indices.map { draws[$0].next() }
    #expect(Set(numbers).count == numbers.count)
  }

  @Test("has a purpose that may be hashed once")
  func purpose() {
    let purpose: KeyedRandom.Purpose = "latency"
    var first = random.draw(purpose, 1)
    var second = random.draw("latency", 1)
    #expect(first.next() == second.next())
  }

  @Test("gives neighbouring keys numbers that have nothing to do with each other")
  func neighbours() {
    let numbers = (0..<20_000).map { index -> Double in
      var draw = random.draw("neighbour", index)
      return draw.uniform()
    }
    let mean = numbers.reduce(0, +) / 20_000
    let correlation = zip(numbers, numbers.dropFirst()).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) } / 20_000 * 12
    #expect(abs(mean - 0.5) < 0.01)
    #expect(abs(correlation) < 0.03)
    #expect(numbers.allSatisfy { (0..<1).contains($0) })
  }
}

@Suite("A number drawn from a range")
struct UniformIntegerTests {
  @Test("is each of 7 equally often")
  func even() {
    var draw = KeyedRandom(seed: 1).draw("die")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[draw.uniformInteger(in: 0..<7)] += 1 }
    let chiSquare = counts.reduce(0.0) { $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000 }
    // With 6 degrees of freedom 99.9 % of samples are below 22.5.
    #expect(chiSquare < 22.5)
  }

  @Test("keeps to the range, at its limits too")
  func limits() {
    var draw = KeyedRandom(seed: 2).draw("limits")
    #expect(draw.uniformInteger(in: 5..<6) == 5)
    #expect(draw.uniformInteger(in: Int.max - 1..<Int.max) == Int.max - 1)
    for _ in 0..<1000 {
      #expect((-3..<4).contains(draw.uniformInteger(in: -3..<4)))
      #expect(draw.uniformInteger(in: Int.min..<Int.max) < Int.max)
    }
  }

  @Test("of an empty range traps")
  func empty() async {
    await #expect(processExitsWith: .failure) {
      var draw = KeyedRandom(seed: 1).draw("nothing")
      _ = draw.uniformInteger(in: 3..<3)
    }
  }
}

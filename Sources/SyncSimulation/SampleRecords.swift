package import BulkSync
import DeterministicRuntime

/// Records in the shape of the national baby-name files: by year, girls before boys, each by falling counts. The same for the
/// same count and seed.
package struct SampleRecords: Sendable {
  private static let purpose: KeyedRandom.Purpose = "sample records"
  private static let selection: KeyedRandom.Purpose = "sample records that change"
  private static let firstYear = 1880
  private static let years = 140

  package private(set) var records: [SourceRecord]
  private let random: KeyedRandom

  /// - Parameter count: 0 to 10,000,000.
  package init(count: Int, seed: UInt64) {
    precondition((0...10_000_000).contains(count), "\(count) sample records; expected 0 to 10,000,000")
    let random = KeyedRandom(seed: seed)
    let perYear = max(2_000, (count + Self.years - 1) / Self.years)
    records = (0..<count).map { number in
      let (year, place) = number.quotientAndRemainder(dividingBy: perYear)
      let girls = (perYear + 1) / 2
      let rank = place < girls ? place : place - girls
      var draw = random.draw(Self.purpose, number)
      return SourceRecord(
        name: Self.name(rank),
        year: Int16(Self.firstYear + year),
        sex: place < girls ? .female : .male,
        count: Int32(5 + 20_000 * (0.75 + draw.uniform() / 2) / Double(rank + 1))
      )
    }
    self.random = random
  }

  /// The next version of the same records: so many changed, so many new ones at the end, so many gone, which ones by the seed.
  ///
  /// - Parameters: shares of the records, from 0 to 1; what changes and what goes are different records.
  package func next(changed: Double = 0, added: Double = 0, removed: Double = 0) -> [SourceRecord] {
    precondition(changed >= 0 && removed >= 0 && added >= 0 && changed + removed <= 1, "shares of records: 0 to 1")
    func share(_ share: Double) -> Int { Int((share * Double(records.count)).rounded()) }
    let (changes, removals) = (share(changed), share(removed))
    var places = random.places(changes + removals, of: records.count, Self.selection)
    let gone = Set(places.suffix(removals))
    places.removeLast(removals)
    var next = records
    for place in places { next[place] = next[place].counting(next[place].count + 1) }
    let kept = next.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
    return kept + (0..<share(added)).map { SourceRecord(name: Self.name($0), year: 2_100, sex: .female, count: 5) }
  }

  /// A name of its own for each rank, at least two syllables long.
  private static func name(_ rank: Int) -> String {
    let (consonants, vowels) = (Array("bcdfghjklmnprstv"), Array("aeiou"))
    var (rest, text) = (rank, "")
    repeat {
      text.append(consonants[rest % 16])
      text.append(vowels[rest / 16 % 5])
      rest /= 80
    } while rest > 0 || text.count < 4
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension KeyedRandom {
  /// So many different places, each set of them as likely as any other (Floyd's algorithm).
  ///
  /// - Parameter count: at most `all`.
  func places(_ count: Int, of all: Int, _ purpose: Purpose) -> [Int] {
    var (chosen, order): (Set<Int>, [Int]) = ([], [])
    for last in (all - count)..<all {
      var draw = draw(purpose, last)
      let place = draw.uniformInteger(in: 0..<(last + 1))
      let taken = chosen.insert(place).inserted ? place : last
      chosen.insert(taken)
      order.append(taken)
    }
    return order
  }
}

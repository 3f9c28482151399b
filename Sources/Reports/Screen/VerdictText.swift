import Measures
import Results

/// What a design does better and worse than another one, in one sentence: the largest difference first, by its ratio;
/// what is not shown to differ and what is trivial is left out.
struct VerdictText {
  /// What differs by less than a twentieth, or a share by less than a point, is trivial.
  private static let (leastRatio, leastPoints) = (1.05, 0.01)

  private let fold: ReplicationFold
  private let pair: ReplicationFold.Pair
  private let rows: [ScreenRow]

  init(_ fold: ReplicationFold, _ pair: ReplicationFold.Pair, _ rows: [ScreenRow]) {
    (self.fold, self.pair, self.rows) = (fold, pair, rows)
  }

  /// - Parameter width: of as many differences only as fit one line of this width; nil for all.
  func line(_ names: [String], width: Int?) -> Line {
    let head = "\(names[pair.second]) against \(names[pair.first]): "
    let found = differences.sorted { ($1.size, $0.row) < ($0.size, $1.row) }.map(\.text)
    guard !found.isEmpty else { return "\(head)no difference worth telling." }
    guard let width else { return "\(head)\(found.joined(separator: ", "))." }
    var text = head + found[0]
    for next in found.dropFirst() where text.count + next.count + 3 <= width { text += ", " + next }
    return "\(text)."
  }

  private var differences: [(size: Double, row: Int, text: String)] {
    rows.enumerated().compactMap { number, row in
      guard let index = fold.experiment.measures.firstIndex(of: row.measure),
        let difference = fold.pairs[pair]?[index].difference, difference.isShown
      else { return nil }
      if case .reachedUnequally(let first, let second, let both) = difference {
        let text = row.reached(in: both + second, insteadOf: both + first, of: fold.experiment.seeds)
        return (.infinity, number, text)
      }
      guard let change = difference.value, change != 0,
        let first = fold.cells[pair.first].measures[index].estimate.value
      else { return nil }
      let ratio = Self.ratio(first, first + change)
      let isTrivial = ratio < Self.leastRatio || (row.measure.unit == .share && abs(change) < Self.leastPoints)
      return isTrivial ? nil : (ratio, number, row.difference(from: first, by: change))
    }
  }

  /// Of the larger to the smaller; endless where one is 0, or they differ in sign.
  private static func ratio(_ first: Double, _ second: Double) -> Double {
    let sizes = [abs(first), abs(second)].sorted()
    return sizes[0] > 0 && first * second > 0 ? sizes[1] / sizes[0] : .infinity
  }
}

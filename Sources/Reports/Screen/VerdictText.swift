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
        fold.pairs[pair]?[index].difference.isShown == true,
        let first = fold.cells[pair.first].measures[index].estimate.value,
        let second = fold.cells[pair.second].measures[index].estimate.value, first != second
      else { return nil }
      let ratio = max(abs(first), abs(second)) / min(abs(first), abs(second))
      let isTrivial = ratio < Self.leastRatio || (row.measure.unit == .share && abs(first - second) < Self.leastPoints)
      return isTrivial ? nil : (ratio, number, row.difference(from: first, to: second))
    }
  }
}

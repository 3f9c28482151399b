import DequeModule
import VirtualTime

/// What search knows of the objects of a type: the state of `lag` ago.
///
/// Changes wait in a log and are applied when they are due, at the latest by the next search. For each property that
/// has been searched by equality, the rows of each value are kept in ascending order, so that a search need not look
/// at every object.
struct SearchIndex {
  /// An object as search knows it.
  struct Document {
    /// By slot; shares its memory with the object while they are equal.
    var values: [String?]
    var updatedAt: VirtualInstant
    var isLive = true
  }

  private struct Change {
    let dueAt: VirtualInstant
    let row: Int32
    let document: Document
  }

  private struct InvertedProperty {
    let slot: Int
    var rows: [String: [Int32]] = [:]
  }

  private let lag: VirtualSpan
  private(set) var documents: [Document] = []
  private var pending: Deque<Change> = []
  private var inverted: [InvertedProperty] = []

  init(lag: VirtualSpan) { self.lag = lag }

  /// Notes that an object has this state from `now` on.
  ///
  /// - Parameter isDue: search knows it at once, without the lag.
  mutating func record(_ document: Document, row: Int, at now: VirtualInstant, isDue: Bool = false) {
    if isDue {
      settle(at: now)
      apply(document, row: row)
    } else {
      pending.append(Change(dueAt: now + lag, row: Int32(row), document: document))
      // Here too, and not only in a search: the log holds the changes of one lag, even if nobody ever searches.
      settle(at: now)
    }
  }

  /// Applies what has become visible: a change exactly one lag old is.
  ///
  /// - Complexity: amortized O(1) for each change and inverted property, but O(objects of one value) to take a row out.
  mutating func settle(at now: VirtualInstant) {
    while let change = pending.first, change.dueAt <= now {
      pending.removeFirst()
      apply(change.document, row: Int(change.row))
    }
  }

  /// The rows whose value is `value`, ascending.
  ///
  /// - Complexity: O(1), but O(objects) for the first search by this property.
  mutating func rows(where slot: Int, equals value: String) -> [Int32] {
    if let property = inverted.first(where: { $0.slot == slot }) { return property.rows[value] ?? [] }
    var property = InvertedProperty(slot: slot)
    for (row, document) in documents.enumerated() where document.isLive {
      if let value = document.values[slot] { property.rows[value, default: []].append(Int32(row)) }
    }
    inverted.append(property)
    return property.rows[value] ?? []
  }

  private mutating func apply(_ document: Document, row: Int) {
    if row == documents.count {
      documents.append(Document(values: [], updatedAt: .start, isLive: false))
    }
    for position in inverted.indices {
      let slot = inverted[position].slot
      let old = documents[row].isLive ? documents[row].values[slot] : nil
      let new = document.isLive ? document.values[slot] : nil
      guard old != new else { continue }
      if let old { inverted[position].rows[old]?.removeSorted(Int32(row)) }
      if let new { inverted[position].rows[new, default: []].insertSorted(Int32(row)) }
    }
    documents[row] = document
  }
}

extension [Int32] {
  /// The position of the first element that is not below `row`.
  private func position(of row: Int32) -> Int {
    guard let last, last >= row else { return count }
    var low = 0
    var high = count - 1
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  fileprivate mutating func insertSorted(_ row: Int32) { insert(row, at: position(of: row)) }

  fileprivate mutating func removeSorted(_ row: Int32) {
    let position = position(of: row)
    if position < count, self[position] == row { remove(at: position) }
  }
}

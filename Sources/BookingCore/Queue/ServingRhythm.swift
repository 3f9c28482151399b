import Ports

/// How the queue has been served lately, by all instances together, as it stands in the store.
struct ServingRhythm: Hashable, Sendable {
  /// So many ends are remembered, and so many entries of high priority.
  private static let memory = 100
  /// Ends for so long: more than any window of HubSpot's and the way up.
  private static let endsKept: Duration = .seconds(20)
  /// A window of HubSpot's and what a booking takes: nobody who is served at the limits waits longer for the next end.
  private static let breakAfter: Duration = .seconds(12)

  /// Since when somebody has been waiting without a break.
  private(set) var busySince: Timestamp
  /// Since when requests have been begun without a break; nil as long as none of those has been.
  private(set) var begunAt: Timestamp?
  /// When requests were served, the last one last.
  private(set) var ends: [Timestamp] = []
  /// When requests of high priority came, the last one last.
  private(set) var high: [Timestamp] = []

  /// - Parameter now: when somebody came whom nobody was before.
  init(busySince now: Timestamp) { busySince = now }

  /// Whether no older end is known than these: then the list cannot say how many there were in a longer time.
  var isCut: Bool { ends.count == Self.memory }

  /// Somebody begins to work on some of them. After a break, of instances that were dead or limits that left no room, the rhythm is
  /// another one.
  mutating func begin(at now: Timestamp) {
    let last = [begunAt, ends.last].compactMap(\.self).max()
    guard let begunAt, let last, now - last <= Self.breakAfter else { return begunAt = now }
    self.begunAt = begunAt
  }

  mutating func end(at now: Timestamp) {
    Self.note(now, in: &ends)
    if let first = ends.first, now - first > Self.endsKept { ends.removeAll { now - $0 > Self.endsKept } }
  }

  mutating func enterHigh(at now: Timestamp) { Self.note(now, in: &high) }

  /// The queue was empty and is no more. When others were served before is still worth knowing.
  mutating func becomeBusy(at now: Timestamp) { (busySince, begunAt) = (now, nil) }

  private static func note(_ now: Timestamp, in times: inout [Timestamp]) {
    // Instances read their clocks before they go to the store, and may overtake each other on the way.
    times.append(max(now, times.last ?? now))
    if times.count > memory { times.removeFirst() }
  }
}

// As one value of the store, to the millisecond: of each list the first moment, and how much later each of the others is
// than the one before it.
extension ServingRhythm {
  var encoded: String {
    [[busySince] + [begunAt].compactMap(\.self), ends, high].map { times in
      zip(times, [Timestamp(nanoseconds: 0)] + times).map { String($0.milliseconds - $1.milliseconds) }
        .joined(separator: " ")
    }
    .joined(separator: ";")
  }

  /// Reads what `encoded` wrote; nil for anything else.
  init?(encoded text: String) {
    var lists: [[Timestamp]] = [[]]
    var (last, number) = (Int64(0), Int64?.none)
    func endNumber() {
      guard let gap = number.take() else { return }
      last += gap
      lists[lists.count - 1].append(Timestamp(nanoseconds: last * 1_000_000))
    }
    // Byte by byte: it is read whenever somebody asks for a place.
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = (number ?? 0) * 10 + Int64(byte - UInt8(ascii: "0"))
        guard (number ?? 0) < 1 << 42 else { return nil }
      case UInt8(ascii: " "): endNumber()
      case UInt8(ascii: ";"):
        endNumber()
        lists.append([])
        last = 0
      default: return nil
      }
    }
    endNumber()
    guard lists.count == 3, let first = lists[0].first, lists[0].count <= 2 else { return nil }
    busySince = first
    begunAt = lists[0].count > 1 ? lists[0][1] : nil
    (ends, high) = (lists[1], lists[2])
  }
}

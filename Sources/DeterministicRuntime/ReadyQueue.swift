/// What is runnable, in the order in which it became so. A ring in memory of its own.
struct ReadyQueue: ~Copyable {
  /// A job, or a timer that is due; one word, with the kind in the low bits, which are 0 in every job's address.
  struct Entry {
    enum Content {
      case job(UnownedJob)
      case mainActorJob(UnownedJob)
      case due(ParkingLot.Space)
    }

    private let word: UInt

    init(_ job: UnownedJob, onMainActor: Bool) { word = unsafeBitCast(job, to: UInt.self) | (onMainActor ? 1 : 0) }

    init(due space: ParkingLot.Space) { word = UInt(space.index) << 2 | 2 }

    var content: Content {
      switch word & 3 {
      case 0: .job(unsafeBitCast(word, to: UnownedJob.self))
      case 1: .mainActorJob(unsafeBitCast(word & ~3, to: UnownedJob.self))
      default: .due(ParkingLot.Space(index: UInt32(word >> 2)))
      }
    }
  }

  private var entries: UnsafeMutablePointer<Entry>
  /// A power of two, so that a position wraps around by masking.
  private var capacity = 64
  private var head = 0
  private(set) var count = 0

  init() { entries = .allocate(capacity: capacity) }

  deinit { entries.deallocate() }

  var isEmpty: Bool { count == 0 }

  mutating func append(_ entry: Entry) {
    if count == capacity { grow() }
    (entries + ((head + count) & (capacity - 1))).initialize(to: entry)
    count += 1
  }

  mutating func popFirst() -> Entry? {
    guard count > 0 else { return nil }
    let entry = entries[head]
    head = (head + 1) & (capacity - 1)
    count -= 1
    return entry
  }

  /// Takes out the entry at `index` (counted from the first, `0 ..< count`); the first entry moves to its place.
  mutating func pop(at index: Int) -> Entry {
    let position = (head + index) & (capacity - 1)
    let entry = entries[position]
    entries[position] = entries[head]
    head = (head + 1) & (capacity - 1)
    count -= 1
    return entry
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    for index in 0..<count { (larger + index).initialize(to: entries[(head + index) & (capacity - 1)]) }
    entries.deallocate()
    entries = larger
    capacity *= 2
    head = 0
  }
}

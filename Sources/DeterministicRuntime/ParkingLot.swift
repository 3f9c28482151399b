/// The tasks that wait for a time, for a wake or for both, and the queue of their timers.
///
/// The queue is a heap with four children to a node: half as deep as a binary one, and the four lie in one cache line.
/// Each space knows where its timer is, so that a cancelled timer leaves at once instead of staying until its time.
struct ParkingLot: ~Copyable {
  /// Where one task waits. Reused when the task has left it.
  struct Space: Equatable {
    let index: UInt32
    static let none = Space(index: .max)
  }

  /// What has become of a wait.
  enum Outcome: UInt32 {
    /// Nobody is there yet.
    case reserved
    case parked
    /// The timer's instant has come, but another job of that instant may still run before it.
    case due
    case expired
    case woken
    case cancelled
  }

  /// A timer that has come to the front of the queue.
  struct Timer {
    let due: Int64
    let space: Space
  }

  private struct Record {
    var job: UInt
    var wakeup: Unmanaged<Wakeup>?
    /// The place of the timer in the heap, `noTimer` without one; in a free record the next free one.
    var link: UInt32
    var outcome: Outcome
  }

  /// Sixteen bytes. `order` holds the insertion number in its upper 40 bits, the space in its lower 24.
  private struct Node {
    var due: Int64
    var order: UInt64

    @inline(__always)
    func isBefore(_ other: Node) -> Bool { due == other.due ? order < other.order : due < other.due }

    var space: Int { Int(order & 0xFF_FFFF) }
  }

  private static let noTimer = UInt32.max
  private static let greatestCapacity = 1 << 24

  private var records: UnsafeMutablePointer<Record>
  private var nodes: UnsafeMutablePointer<Node>
  private var capacity = 64
  private var recordCount = 0
  private var nodeCount = 0
  private var firstFree = noTimer
  private var insertionNumber: UInt64 = 0

  init() {
    records = .allocate(capacity: capacity)
    nodes = .allocate(capacity: capacity)
  }

  deinit {
    records.deallocate()
    nodes.deallocate()
  }

  // MARK: Spaces

  /// A free space. `wakeup` is whom to name if nobody ever comes; it must live as long as the wait.
  @inline(__always)
  mutating func reserve(for wakeup: Wakeup? = nil) -> Space {
    let index: UInt32
    if firstFree != Self.noTimer {
      index = firstFree
      firstFree = records[Int(index)].link
    } else {
      if recordCount == capacity { grow() }
      index = UInt32(recordCount)
      recordCount += 1
    }
    (records + Int(index)).initialize(
      to: Record(job: 0, wakeup: wakeup.map(Unmanaged.passUnretained), link: Self.noTimer, outcome: .reserved)
    )
    return Space(index: index)
  }

  /// Frees the space and tells how the wait has ended.
  @inline(__always)
  mutating func leave(_ space: Space) -> Outcome {
    let record = records + Int(space.index)
    record.pointee.link = firstFree
    record.pointee.job = 0
    firstFree = space.index
    return record.pointee.outcome
  }

  func outcome(of space: Space) -> Outcome { records[Int(space.index)].outcome }

  /// Leaves a task's job in its space, with a timer unless `due` is `Int64.max`.
  @inline(__always)
  mutating func park(_ job: UnownedJob, in space: Space, until due: Int64) {
    let record = records + Int(space.index)
    record.pointee.job = unsafeBitCast(job, to: UInt.self)
    record.pointee.outcome = .parked
    guard due != .max else { return }
    insertionNumber += 1
    precondition(insertionNumber < 1 << 40, "A run may set 1,099,511,627,775 timers; this one sets more.")
    nodeCount += 1
    siftUp(Node(due: due, order: insertionNumber << 24 | UInt64(space.index)), from: nodeCount - 1)
  }

  /// The job of a space whose timer has fired. It counts as expired, unless it was woken or cancelled while due.
  @inline(__always)
  mutating func expire(_ space: Space) -> UnownedJob {
    let record = records + Int(space.index)
    if record.pointee.outcome == .parked || record.pointee.outcome == .due { record.pointee.outcome = .expired }
    return unsafeBitCast(record.pointee.job, to: UnownedJob.self)
  }

  mutating func markDue(_ space: Space) { records[Int(space.index)].outcome = .due }

  /// Ends a wait. - Returns: the job to make runnable, nil when it is runnable already.
  mutating func release(_ space: Space, as outcome: Outcome) -> UnownedJob? {
    let record = records + Int(space.index)
    let wasParked = record.pointee.outcome == .parked
    record.pointee.outcome = outcome
    guard wasParked else { return nil }
    if record.pointee.link != Self.noTimer { remove(at: Int(record.pointee.link)) }
    return unsafeBitCast(record.pointee.job, to: UnownedJob.self)
  }

  /// For each task that waits for a `Wakeup`, the name of that, in no particular order.
  var namesOfWaiting: [String?] {
    (0..<recordCount).compactMap { index -> String?? in
      guard records[index].job != 0, records[index].outcome == .parked, let wakeup = records[index].wakeup else {
        return nil
      }
      return .some(wakeup.takeUnretainedValue().name)
    }
  }

  private mutating func grow() {
    precondition(capacity < Self.greatestCapacity, "At most 16,777,216 tasks may wait at a time; this run has more.")
    let moreRecords = UnsafeMutablePointer<Record>.allocate(capacity: capacity * 2)
    moreRecords.moveInitialize(from: records, count: recordCount)
    records.deallocate()
    records = moreRecords
    let moreNodes = UnsafeMutablePointer<Node>.allocate(capacity: capacity * 2)
    moreNodes.moveInitialize(from: nodes, count: nodeCount)
    nodes.deallocate()
    nodes = moreNodes
    capacity *= 2
  }

  // MARK: Timers

  /// When the next timer is due.
  var earliestDue: Int64? { nodeCount > 0 ? nodes[0].due : nil }

  /// Takes the timer that is due first; of several the one that was set first.
  /// - Complexity: logarithmic in the number of timers.
  @inline(__always)
  mutating func popEarliest() -> Timer? {
    guard nodeCount > 0 else { return nil }
    let first = nodes[0]
    records[first.space].link = Self.noTimer
    nodeCount -= 1
    if nodeCount > 0 { siftDown(nodes[nodeCount], from: 0) }
    return Timer(due: first.due, space: Space(index: UInt32(first.space)))
  }

  private mutating func remove(at index: Int) {
    records[nodes[index].space].link = Self.noTimer
    nodeCount -= 1
    guard index < nodeCount else { return }
    let last = nodes[nodeCount]
    if index > 0, last.isBefore(nodes[(index - 1) >> 2]) {
      siftUp(last, from: index)
    } else {
      siftDown(last, from: index)
    }
  }

  @inline(__always)
  private mutating func place(_ node: Node, at index: Int) {
    nodes[index] = node
    records[node.space].link = UInt32(truncatingIfNeeded: index)
  }

  @inline(__always)
  private mutating func siftUp(_ node: Node, from start: Int) {
    var index = start
    while index > 0 {
      let parent = (index - 1) >> 2
      guard node.isBefore(nodes[parent]) else { break }
      place(nodes[parent], at: index)
      index = parent
    }
    place(node, at: index)
  }

  @inline(__always)
  private mutating func siftDown(_ node: Node, from start: Int) {
    var index = start
    while true {
      let firstChild = 4 &* index &+ 1
      guard firstChild < nodeCount else { break }
      var least = firstChild
      var child = firstChild &+ 1
      let end = min(firstChild &+ 4, nodeCount)
      while child < end {
        if nodes[child].isBefore(nodes[least]) { least = child }
        child &+= 1
      }
      guard nodes[least].isBefore(node) else { break }
      place(nodes[least], at: index)
      index = least
    }
    place(node, at: index)
  }
}

import HubSpotAPI
import VirtualTime

/// An object as it is kept. Times are nanoseconds since the start of the run.
struct ObjectRow {
  var createdAt: VirtualInstant
  var updatedAt: VirtualInstant
  /// `never` while it is not archived.
  var archivedAt = VirtualInstant.never
  /// By slot.
  var values: [String?]

  var isArchived: Bool { archivedAt != .never }
}

/// A change of a tracked property.
struct TrackedChange {
  let row: Int32
  let at: VirtualInstant
  let value: String?
  /// Made in the account itself, and not by a call.
  var isByHand = false
}

/// All objects of a type, with the values that must be unique, the search index and the history of tracked properties.
struct ObjectTable {
  let layout: TypeLayout
  private(set) var rows: [ObjectRow] = []
  var index: SearchIndex
  /// By position in `layout.trackedSlots`, each in order of time.
  private(set) var history: [[TrackedChange]]
  /// By position in `layout.uniqueSlots`: who holds a value. Objects that are archived hold none.
  private var holders: [[String: Int32]]
  /// What has happened since somebody asked last; nil while nobody listens.
  var heard: [ObjectChange]?
  /// Rows that have changed since somebody asked last; nil while nobody follows them.
  var touched: Set<Int>?

  init(layout: TypeLayout, indexLag: VirtualSpan) {
    self.layout = layout
    index = SearchIndex(lag: indexLag)
    history = Array(repeating: [], count: layout.trackedSlots.count)
    holders = Array(repeating: [:], count: layout.uniqueSlots.count)
  }

  /// The row of an object that exists and is not archived.
  func liveRow(_ id: ObjectID) throws(Rejection) -> Int {
    let row = layout.row(of: id)
    guard rows.indices.contains(row), !rows[row].isArchived else { throw .notFound(id.description) }
    return row
  }

  /// Whether an object has ever existed.
  func hasExisted(_ id: ObjectID) -> Bool { rows.indices.contains(layout.row(of: id)) }

  /// The row that holds a value of a unique property; nil when none does.
  ///
  /// - Throws: a 400 when the property is not declared unique.
  func row(holding value: String, of name: String) throws(Rejection) -> Int? {
    guard case .stored(let slot) = layout.field(name), let position = layout.uniqueSlots.firstIndex(of: slot) else {
      throw .invalid("\(name) is not a unique property of \(layout.type)")
    }
    return holders[position][value].map(Int.init)
  }

  /// Refuses values of a new object that others hold.
  func checkUnique(_ values: [String?]) throws(Rejection) {
    for (position, slot) in layout.uniqueSlots.enumerated() {
      guard let value = values[slot], let holder = holders[position][value] else { continue }
      throw .conflict(layout.singular, existing: layout.id(ofRow: Int(holder)))
    }
  }

  /// Refuses values that others than `row` hold.
  func checkUnique(_ assignments: [Assignment], for row: Int) throws(Rejection) {
    for (position, slot) in layout.uniqueSlots.enumerated() {
      for assignment in assignments where assignment.slot == slot {
        guard let value = assignment.value, let holder = holders[position][value], Int(holder) != row else { continue }
        throw .conflict(layout.singular, existing: layout.id(ofRow: Int(holder)))
      }
    }
  }

  /// Adds an object whose values have been checked. Who listens is not told of objects of the set-up.
  ///
  /// - Parameter isIndexed: true when search finds it at once (objects of the set-up), else after the lag.
  mutating func insert(_ values: [String?], at now: VirtualInstant, isIndexed: Bool = false) -> Int {
    let row = rows.count
    for (position, slot) in layout.uniqueSlots.enumerated() {
      if let value = values[slot] { holders[position][value] = Int32(row) }
    }
    for (position, slot) in layout.trackedSlots.enumerated() {
      history[position].append(TrackedChange(row: Int32(row), at: now, value: values[slot]))
    }
    rows.append(ObjectRow(createdAt: now, updatedAt: now, values: values))
    index.record(SearchIndex.Document(values: values, updatedAt: now), row: row, at: now, isDue: isIndexed)
    if !isIndexed { tell(.creation, row, at: now) }
    touched?.insert(row)
    return row
  }

  /// Changes an object; the assignments have been checked.
  mutating func change(_ row: Int, _ assignments: [Assignment], at now: VirtualInstant, isByHand: Bool = false) {
    for assignment in assignments {
      let old = rows[row].values[assignment.slot]
      guard old != assignment.value else { continue }
      if let position = layout.uniqueSlots.firstIndex(of: assignment.slot) {
        if let old { holders[position][old] = nil }
        if let new = assignment.value { holders[position][new] = Int32(row) }
      }
      if let position = layout.trackedSlots.firstIndex(of: assignment.slot) {
        history[position].append(TrackedChange(row: Int32(row), at: now, value: assignment.value, isByHand: isByHand))
      }
      rows[row].values[assignment.slot] = assignment.value
      tell(.propertyChange, row, at: now, assignment, isByHand: isByHand)
    }
    rows[row].updatedAt = now
    index.record(SearchIndex.Document(values: rows[row].values, updatedAt: now), row: row, at: now)
    touched?.insert(row)
  }

  /// Archives an object: it frees its unique values, and search forgets it after the lag.
  mutating func archive(_ row: Int, at now: VirtualInstant) {
    for (position, slot) in layout.uniqueSlots.enumerated() {
      if let value = rows[row].values[slot] { holders[position][value] = nil }
    }
    rows[row].archivedAt = now
    rows[row].updatedAt = now
    index.record(SearchIndex.Document(values: [], updatedAt: now, isLive: false), row: row, at: now)
    tell(.deletion, row, at: now)
    touched?.insert(row)
  }

  /// Adds an object as it was kept; search finds it at once. Nobody is told of it.
  mutating func restore(_ object: ObjectRow) {
    let row = rows.count
    let isLive = !object.isArchived
    for (position, slot) in layout.uniqueSlots.enumerated() where isLive {
      if let value = object.values[slot] { holders[position][value] = Int32(row) }
    }
    for (position, slot) in layout.trackedSlots.enumerated() {
      history[position].append(TrackedChange(row: Int32(row), at: object.createdAt, value: object.values[slot]))
    }
    rows.append(object)
    let document = SearchIndex.Document(
      values: isLive ? object.values : [],
      updatedAt: object.updatedAt,
      isLive: isLive
    )
    index.record(document, row: row, at: .start, isDue: true)
  }

  /// Keeps what has happened for those who listen.
  private mutating func tell(
    _ kind: WebhookEvent.Kind,
    _ row: Int,
    at now: VirtualInstant,
    _ assignment: Assignment? = nil,
    isByHand: Bool = false
  ) {
    guard heard != nil else { return }
    let property = assignment.map { Property(layout.properties[$0.slot].name, $0.value ?? "") }
    heard?.append(
      ObjectChange(
        kind: kind,
        type: layout.type,
        id: layout.id(ofRow: row),
        at: now,
        property: property,
        isByHand: isByHand
      )
    )
  }
}

import HubSpotAPI
import VirtualTime

/// Which objects are associated. Each association is kept at both ends, so that it is visible from both.
struct AssociationTable {
  /// One end of an association: who is at the other end, and by which type, seen from here.
  struct Link {
    let row: Int32
    let typeID: Int32
    /// Nanoseconds since the start of the run.
    let createdAt: VirtualInstant
  }

  /// A type of association between two types of objects, seen from the near one.
  struct Kind: Hashable {
    let typeID: Int
    let inverseTypeID: Int
    let label: String?
    let category: AssociationLabel.Category

    var told: AssociationLabel { AssociationLabel(category: category, typeID: typeID, label: label) }
  }

  private let typeCount: Int
  /// By pair of types; the first is the default.
  private var kinds: [[Kind]]
  /// By pair of types, then by row of the near object; each ascending by far row, then by type id.
  private var links: [[[Link]]]

  /// - Parameter number: gives the position of a type.
  init(_ definitions: [AssociationDefinition], typeCount: Int, number: (ObjectType) -> Int?) {
    self.typeCount = typeCount
    kinds = Array(repeating: [], count: typeCount * typeCount)
    links = Array(repeating: [], count: typeCount * typeCount)
    for definition in definitions {
      guard let from = number(definition.from), let to = number(definition.to) else { continue }
      let kind = Kind(
        typeID: definition.typeID,
        inverseTypeID: definition.inverseTypeID,
        label: definition.label,
        category: definition.category
      )
      let inverse = Kind(
        typeID: definition.inverseTypeID,
        inverseTypeID: definition.typeID,
        label: definition.label,
        category: definition.category
      )
      kinds[from * typeCount + to].append(kind)
      if from != to || kind != inverse { kinds[to * typeCount + from].append(inverse) }
    }
  }

  /// All kinds between a pair of types, the default first.
  func kinds(from: Int, to: Int) -> [Kind] { kinds[from * typeCount + to] }

  /// The kind with an id, or the default of the pair of types; nil when there is none.
  func kind(_ typeID: Int?, from: Int, to: Int) -> Kind? {
    let kinds = kinds[from * typeCount + to]
    guard let typeID else { return kinds.first }
    return kinds.first { $0.typeID == typeID }
  }

  /// The ends that lie at the far side of an object, ascending by row.
  func links(from: Int, row: Int, to: Int) -> ArraySlice<Link> {
    let rows = links[from * typeCount + to]
    return rows.indices.contains(row) ? rows[row][...] : []
  }

  /// Associates two objects; what exists already stays as it is.
  mutating func add(_ kind: Kind, from: Int, row: Int, to: Int, row farRow: Int, at now: VirtualInstant) {
    insert(Link(row: Int32(farRow), typeID: Int32(kind.typeID), createdAt: now), from: from, row: row, to: to)
    insert(Link(row: Int32(row), typeID: Int32(kind.inverseTypeID), createdAt: now), from: to, row: farRow, to: from)
  }

  /// Removes all associations between two objects.
  mutating func remove(from: Int, row: Int, to: Int, row farRow: Int) {
    removeLinks(from: from, row: row, to: to, row: farRow)
    removeLinks(from: to, row: farRow, to: from, row: row)
  }

  private mutating func insert(_ link: Link, from: Int, row: Int, to: Int) {
    let pair = from * typeCount + to
    if links[pair].count <= row {
      links[pair].append(contentsOf: repeatElement([], count: row + 1 - links[pair].count))
    }
    let position = links[pair][row].firstPosition { ($0.row, $0.typeID) >= (link.row, link.typeID) }
    if position < links[pair][row].count {
      let found = links[pair][row][position]
      if found.row == link.row, found.typeID == link.typeID { return }
    }
    links[pair][row].insert(link, at: position)
  }

  private mutating func removeLinks(from: Int, row: Int, to: Int, row farRow: Int) {
    let pair = from * typeCount + to
    guard links[pair].indices.contains(row) else { return }
    let start = links[pair][row].firstPosition { $0.row >= farRow }
    let end = links[pair][row].firstPosition { $0.row > farRow }
    links[pair][row].removeSubrange(start..<end)
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first position whose element satisfies a condition that holds for all elements after the first that satisfies
  /// it; `endIndex` when none does.
  func firstPosition(where condition: (Element) -> Bool) -> Int {
    guard let last, condition(last) else { return endIndex }
    var low = startIndex
    var high = endIndex - 1
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

import HubSpotAPI
import Ports
import VirtualTime

/// The objects of an account, and what calls do to them. Pure: it receives the time and acts at once; limits and
/// latency are not its business.
struct Portal {
  /// The reply to a call that was understood; errors are thrown as `Rejection`.
  struct Reply {
    let status: Int
    let body: HubSpotResponse.Body

    init(_ status: Int, _ body: HubSpotResponse.Body) {
      self.status = status
      self.body = body
    }
  }

  let pages: HubSpotConfiguration.PageLimits
  var tables: [ObjectTable]
  var associations: AssociationTable
  /// By every spelling that a path may use.
  private let numbers: NameTable<Int>

  init(_ configuration: HubSpotConfiguration) {
    pages = configuration.pages
    let definitions = configuration.schema.types
    tables = definitions.enumerated().map { number, definition in
      let layout = TypeLayout(definition, number: number, epoch: configuration.epoch)
      return ObjectTable(layout: layout, indexLag: VirtualSpan(configuration.indexLag))
    }
    var numbers = NameTable<Int>()
    for (number, definition) in definitions.enumerated() {
      numbers.set(definition.type.id, number)
      numbers.set(definition.type.normalized.id, number)
      if let name = definition.name { numbers.set("p\(configuration.portalID)_\(name)", number) }
    }
    for alias in ["contacts", "contact", "notes", "note", "0-46"] {
      if let number = numbers[ObjectType(alias).normalized.id] { numbers.set(alias, number) }
    }
    self.numbers = numbers
    associations = AssociationTable(configuration.schema.associations, typeCount: definitions.count) {
      numbers[$0.id]
    }
  }

  /// The position of a type among the tables.
  ///
  /// - Throws: a 400 for a type that the schema does not have, also for the bare name of a custom type.
  func number(of type: ObjectType) throws(Rejection) -> Int {
    guard let number = numbers[type.id] else { throw .unknownType(type) }
    return number
  }

  /// Does what a call asks, at `now`.
  ///
  /// - Throws: the error that HubSpot would answer; then nothing has changed.
  mutating func perform(_ call: HubSpotCall, at now: VirtualInstant) throws(Rejection) -> Reply {
    switch call {
    case .createObject(let input): try create(input, at: now)
    case .readObject(let query): try read(query)
    case .updateObject(let reference, let properties): try update(reference, properties, at: now)
    case .archiveObject(let reference): try archive(reference, at: now)
    case .searchObjects(let search):
      Reply(200, .page(try tables[number(of: search.type)].search(search, at: now)))
    case .createBatch(let type, let inputs): try createBatch(type, inputs, at: now)
    case .readBatch(let query): try readBatch(query)
    case .updateBatch(let type, let updates): try updateBatch(type, updates, at: now)
    case .upsertBatch(let type, let idProperty, let inputs):
      try upsertBatch(type, idProperty: idProperty, inputs, at: now)
    case .archiveBatch(let type, let ids): try archiveBatch(type, ids, at: now)
    case .associateDefault(let from, let to): try associate(from, to, at: now)
    case .listAssociations(let from, let type, let after): try listAssociations(of: from, to: type, after: after)
    case .removeAssociation(let from, let to): try removeAssociation(from, to)
    case .associateBatch(let from, let to, let pairs): try associateBatch(from: from, to: to, pairs, at: now)
    case .readAssociationBatch(let from, let to, let ids): try readAssociationBatch(from: from, to: to, ids)
    case .listAssociationLabels(let from, let to):
      Reply(200, .labels(associations.kinds(from: try number(of: from), to: try number(of: to)).map(\.told)))
    }
  }

  /// Refuses an empty batch, and one that is too big.
  static func checkSize(of count: Int, atMost limit: Int) throws(Rejection) {
    guard count > 0 else { throw .invalid("A batch has at least 1 input") }
    guard count <= limit else { throw .invalid("A batch has at most \(limit) inputs, got \(count)") }
  }
}

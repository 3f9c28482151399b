import HubSpotAPI
import VirtualTime

extension Portal {
  mutating func associate(_ from: ObjectReference, _ to: ObjectReference, at now: VirtualInstant) throws(Rejection)
    -> Reply
  {
    let near = try number(of: from.type)
    let far = try number(of: to.type)
    let kind = try kind(nil, from: near, to: far)
    let row = try tables[near].liveRow(from.id)
    let farRow = try tables[far].liveRow(to.id)
    associations.add(kind, from: near, row: row, to: far, row: farRow, at: now)
    let pair = AssociationPage(from: from.id, to: [AssociatedObject(id: to.id, typeIDs: [kind.typeID])])
    return Reply(200, .associationBatch(AssociationBatchReply(results: [pair])))
  }

  /// A pair with an object that does not exist is an error of its own; the others are associated.
  mutating func associateBatch(
    from: ObjectType,
    to: ObjectType,
    _ pairs: [AssociationPair],
    at now: VirtualInstant
  ) throws(Rejection) -> Reply {
    let near = try number(of: from)
    let far = try number(of: to)
    try Self.checkSize(of: pairs.count, atMost: pages.associateBatch)
    let kind = try kind(nil, from: near, to: far)
    var reply = AssociationBatchReply(results: [])
    reply.results.reserveCapacity(pairs.count)
    for pair in pairs {
      do throws(Rejection) {
        let row = try tables[near].liveRow(pair.from)
        let farRow = try tables[far].liveRow(pair.to)
        associations.add(kind, from: near, row: row, to: far, row: farRow, at: now)
        reply.results.append(
          AssociationPage(from: pair.from, to: [AssociatedObject(id: pair.to, typeIDs: [kind.typeID])])
        )
      } catch {
        reply.errors.append(error.itemError())
      }
    }
    return Reply(reply.errors.isEmpty ? 200 : 207, .associationBatch(reply))
  }

  func listAssociations(of from: ObjectReference, to type: ObjectType, after: Int?) throws(Rejection) -> Reply {
    let near = try number(of: from.type)
    let far = try number(of: type)
    let row = try tables[near].liveRow(from.id)
    return Reply(200, .associations(page(of: row, near: near, far: far, after: after)))
  }

  /// An object without associations, or that does not exist, is an error of its own.
  func readAssociationBatch(from: ObjectType, to: ObjectType, _ ids: [ObjectID]) throws(Rejection) -> Reply {
    let near = try number(of: from)
    let far = try number(of: to)
    try Self.checkSize(of: ids.count, atMost: pages.readAssociationBatch)
    var reply = AssociationBatchReply(results: [])
    for id in ids {
      do throws(Rejection) {
        let page = page(of: try tables[near].liveRow(id), near: near, far: far, after: nil)
        guard !page.to.isEmpty else { throw .notFound(id.description) }
        reply.results.append(page)
      } catch {
        reply.errors.append(
          BatchReply.ItemError(
            category: error.category,
            message: "No \(tables[far].layout.type) is associated with \(tables[near].layout.type) \(id).",
            ids: [id.description]
          )
        )
      }
    }
    return Reply(reply.errors.isEmpty ? 200 : 207, .associationBatch(reply))
  }

  /// Removing what is not there is no error.
  mutating func removeAssociation(_ from: ObjectReference, _ to: ObjectReference) throws(Rejection) -> Reply {
    let near = try number(of: from.type)
    let far = try number(of: to.type)
    let row = try tables[near].liveRow(from.id)
    let farRow = try tables[far].liveRow(to.id)
    associations.remove(from: near, row: row, to: far, row: farRow)
    return Reply(204, .empty)
  }

  /// Ascending by id; `after` is the number of the last id of the page before (our choice: a cursor that does not shift
  /// when associations come or go). Archived objects are left out.
  private func page(of row: Int, near: Int, far: Int, after: Int?) -> AssociationPage {
    let layout = tables[far].layout
    var links = associations.links(from: near, row: row, to: far)
    if let after {
      let lastRow = layout.row(of: ObjectID(Int64(after)))
      links = links[links.firstPosition { Int($0.row) > lastRow }...]
    }
    var page = AssociationPage(from: tables[near].layout.id(ofRow: row), to: [])
    for link in links where !tables[far].rows[Int(link.row)].isArchived {
      let id = layout.id(ofRow: Int(link.row))
      if page.to.last?.id == id {
        page.to[page.to.count - 1].typeIDs.append(Int(link.typeID))
      } else if page.to.count == pages.associationPage {
        page.nextAfter = page.to.last.map { Int($0.id.number) }
        break
      } else {
        page.to.append(AssociatedObject(id: id, typeIDs: [Int(link.typeID)]))
      }
    }
    return page
  }
}

import DeterministicRuntime
package import HubSpotAPI
package import VirtualTime

// Set-up and audit: access to the account that takes no time, counts in no limit and makes no event.

/// An object as the audit sees it: a snapshot.
package struct AuditedObject: Sendable {
  package let id: ObjectID
  package let createdAt: VirtualInstant
  package let updatedAt: VirtualInstant
  /// nil while the object is not archived.
  package let archivedAt: VirtualInstant?
  fileprivate let values: [String?]
  fileprivate let layout: TypeLayout

  /// The value of a property; nil when it has none or is not defined. System properties are the fields above.
  package subscript(name: String) -> String? {
    guard case .stored(let slot) = layout.field(name) else { return nil }
    return values[slot]
  }
}

/// An association as the audit sees it, from one of its ends.
package struct AuditedAssociation: Hashable, Sendable {
  package let from: ObjectID
  package let to: ObjectID
  /// Seen from `from`.
  package let typeID: Int
  package let createdAt: VirtualInstant
}

/// A change of a property that the schema declares as tracked.
package struct AuditedChange: Hashable, Sendable {
  package let id: ObjectID
  package let at: VirtualInstant
  /// nil when the property has no value from then on.
  package let value: String?
  /// Made in the account itself (`edit`), and not by a call.
  package let isByHand: Bool
}

/// The set-up asks for what cannot be.
package struct HubSpotSetUpError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The object's position in the set-up, from 0.
  package let position: Int
  package let reason: String

  package var description: String { "set-up object \(position): \(reason)" }
}

/// HubSpot does not take what somebody enters in the account.
package struct HubSpotEditError: Error, Hashable, Sendable, CustomStringConvertible {
  package let reference: ObjectReference
  package let reason: String

  package var description: String { "an edit of \(reference.type) \(reference.id): \(reason)" }
}

extension SimulatedHubSpot {
  /// Creates objects at time 0, before the first request; search finds them at once.
  ///
  /// - Returns: their ids in order. Within a type, ids ascend.
  /// - Throws: `HubSpotSetUpError` for the first object that HubSpot would refuse; those before it are created.
  @discardableResult
  package func seed(_ objects: [ObjectInput]) throws(HubSpotSetUpError) -> [ObjectID] {
    var ids: [ObjectID] = []
    ids.reserveCapacity(objects.count)
    for (position, input) in objects.enumerated() {
      do throws(Rejection) {
        let number = try portal.number(of: input.type)
        let values = try portal.tables[number].layout.values(of: input.properties)
        try portal.tables[number].checkUnique(values)
        let targets = try portal.inlineTargets(of: input, number: number)
        let row = portal.insert(values, targets, number: number, at: .start, isIndexed: true)
        ids.append(portal.tables[number].layout.id(ofRow: row))
      } catch {
        throw HubSpotSetUpError(position: position, reason: error.message)
      }
    }
    return ids
  }

  /// Changes an object in the account itself, as somebody who is at work in HubSpot does: at once, and beside all limits.
  /// Reads show it at once, search after its lag.
  ///
  /// - Throws: `HubSpotEditError` when HubSpot would not take it; then nothing has changed.
  package func edit(_ reference: ObjectReference, _ properties: [Property]) throws(HubSpotEditError) {
    do throws(Rejection) {
      let number = try portal.number(of: reference.type)
      let row = try portal.tables[number].liveRow(reference.id)
      let assignments = try portal.tables[number].layout.assignments(of: properties)
      try portal.tables[number].checkUnique(assignments, for: row)
      portal.tables[number].change(row, assignments, at: VirtualClock().now, isByHand: true)
      tellWebhooks()
    } catch {
      throw HubSpotEditError(reference: reference, reason: error.message)
    }
  }

  /// All objects of a type in the order of their creation; none for a type that is not defined.
  ///
  /// - Complexity: O(objects).
  package func auditedObjects(of type: ObjectType, includingArchived: Bool = false) -> [AuditedObject] {
    foldAuditedObjects(of: type, includingArchived: includingArchived, into: []) { $0.append($1) }
  }

  /// Hands one object of a type after the other to whoever makes something of all of them, in the order of their creation: of
  /// millions no list is held.
  ///
  /// - Complexity: O(objects).
  package func foldAuditedObjects<Output: Sendable>(
    of type: ObjectType,
    includingArchived: Bool = false,
    into output: consuming Output,
    _ take: @Sendable (inout Output, AuditedObject) -> Void
  ) -> Output {
    guard let table = table(of: type) else { return output }
    for (row, object) in table.rows.enumerated() where includingArchived || !object.isArchived {
      let audited = AuditedObject(
        id: table.layout.id(ofRow: row),
        createdAt: object.createdAt,
        updatedAt: object.updatedAt,
        archivedAt: object.isArchived ? object.archivedAt : nil,
        values: object.values,
        layout: table.layout
      )
      take(&output, audited)
    }
    return output
  }

  /// All associations from one type to another, ascending by `from`, then by `to`; those of archived objects too.
  ///
  /// - Complexity: O(objects + associations).
  package func auditedAssociations(from: ObjectType, to: ObjectType) -> [AuditedAssociation] {
    guard let near = number(of: from), let far = number(of: to) else { return [] }
    let (nearLayout, farLayout) = (portal.tables[near].layout, portal.tables[far].layout)
    var associations: [AuditedAssociation] = []
    for row in portal.tables[near].rows.indices {
      for link in portal.associations.links(from: near, row: row, to: far) {
        associations.append(
          AuditedAssociation(
            from: nearLayout.id(ofRow: row),
            to: farLayout.id(ofRow: Int(link.row)),
            typeID: Int(link.typeID),
            createdAt: link.createdAt
          )
        )
      }
    }
    return associations
  }

  /// Every change of a tracked property in the order of time, beginning with each object's creation; empty when the
  /// schema does not track it. An archived object keeps its last value: `AuditedObject.archivedAt` says when it ended.
  ///
  /// - Complexity: O(changes).
  package func auditedChanges(of type: ObjectType, property: String) -> [AuditedChange] {
    guard let table = table(of: type), case .stored(let slot) = table.layout.field(property),
      let position = table.layout.trackedSlots.firstIndex(of: slot)
    else { return [] }
    return table.history[position].map { change in
      AuditedChange(
        id: table.layout.id(ofRow: Int(change.row)),
        at: change.at,
        value: change.value,
        isByHand: change.isByHand
      )
    }
  }

  private func table(of type: ObjectType) -> ObjectTable? { number(of: type).map { portal.tables[$0] } }

  /// nil for a type that the schema does not have.
  private func number(of type: ObjectType) -> Int? {
    portal.tables.firstIndex { $0.layout.type == type.normalized }
  }
}

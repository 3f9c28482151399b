/// A call of HubSpot's CRM API, with typed payload. Every call knows its method, path and body (`WireForm.swift`), so
/// that an HTTP client and an HTTP front need no second description of the API.
package enum HubSpotCall: Hashable, Sendable {
  /// `POST /crm/v3/objects/{type}`: 201 with the object.
  case createObject(ObjectInput)
  /// `GET /crm/v3/objects/{type}/{id}`: 200 with the object, 404 when it does not exist or is archived.
  case readObject(ObjectQuery)
  /// `PATCH /crm/v3/objects/{type}/{id}`: 200 with the changed and the system properties only.
  case updateObject(ObjectReference, [Property])
  /// `DELETE /crm/v3/objects/{type}/{id}`: 204, also when it was archived before.
  case archiveObject(ObjectReference)
  /// `POST /crm/v3/objects/{type}/search`: 200 with a page. Judged by the search limit, not by the ten-second limit.
  case searchObjects(ObjectSearch)
  /// `POST /crm/v3/objects/{type}/batch/create`: 201; all or nothing unless every input carries a trace id, then 207.
  case createBatch(ObjectType, [ObjectInput])
  /// `POST /crm/v3/objects/{type}/batch/read`: 200, or 207 when some ids do not exist.
  case readBatch(BatchQuery)
  /// `POST /crm/v3/objects/{type}/batch/update`: 200, or 207 when some ids do not exist.
  case updateBatch(ObjectType, [ObjectUpdate])
  /// `POST /crm/v3/objects/{type}/batch/upsert`: 200; `idProperty` must be unique.
  case upsertBatch(ObjectType, idProperty: String, [UpsertInput])
  /// `POST /crm/v3/objects/{type}/batch/archive`: 204.
  case archiveBatch(ObjectType, [ObjectID])
  /// `PUT /crm/v4/objects/{type}/{id}/associations/default/{toType}/{toId}`: 200.
  case associateDefault(from: ObjectReference, to: ObjectReference)
  /// `GET /crm/v4/objects/{type}/{id}/associations/{toType}`: 200 with a page of at most 500.
  case listAssociations(of: ObjectReference, to: ObjectType, after: Int?)
  /// `DELETE /crm/v4/objects/{type}/{id}/associations/{toType}/{toId}`: 204.
  case removeAssociation(from: ObjectReference, to: ObjectReference)
  /// `POST /crm/v4/associations/{from}/{to}/batch/associate/default`: 200, or 207 with errors by pair.
  case associateBatch(from: ObjectType, to: ObjectType, [AssociationPair])
  /// `POST /crm/v4/associations/{from}/{to}/batch/read`: 200, or 207 when some ids have none.
  case readAssociationBatch(from: ObjectType, to: ObjectType, [ObjectID])
  /// `GET /crm/v4/associations/{from}/{to}/labels`: 200 with the types of association that there are.
  case listAssociationLabels(from: ObjectType, to: ObjectType)

  /// The bucket that judges the call besides the daily limit.
  package var isSearch: Bool {
    if case .searchObjects = self { true } else { false }
  }

  /// How many inputs a batch call carries; 1 for a single call.
  package var inputCount: Int {
    switch self {
    case .createBatch(_, let inputs): inputs.count
    case .readBatch(let query): query.ids.count
    case .updateBatch(_, let inputs): inputs.count
    case .upsertBatch(_, _, let inputs): inputs.count
    case .archiveBatch(_, let ids): ids.count
    case .associateBatch(_, _, let pairs): pairs.count
    case .readAssociationBatch(_, _, let ids): ids.count
    default: 1
    }
  }
}

/// A new object, with the associations that HubSpot creates in the same call.
package struct ObjectInput: Hashable, Sendable {
  package var type: ObjectType
  package var properties: [Property]
  package var associations: [InlineAssociation]
  /// `objectWriteTraceId`: lets a batch create answer by item (207) instead of refusing the batch.
  package var writeTraceID: String?

  package init(
    _ type: ObjectType,
    properties: [Property],
    associations: [InlineAssociation] = [],
    writeTraceID: String? = nil
  ) {
    self.type = type
    self.properties = properties
    self.associations = associations
    self.writeTraceID = writeTraceID
  }
}

/// An association that is created together with its object.
package struct InlineAssociation: Hashable, Sendable {
  package var to: ObjectReference
  /// HubSpot's association type, for example 202 for note to contact; nil for the default of the type pair.
  package var typeID: Int?

  package init(to: ObjectReference, typeID: Int? = nil) {
    self.to = to
    self.typeID = typeID
  }
}

/// Which object is read, and which of its properties.
package struct ObjectQuery: Hashable, Sendable {
  package enum Key: Hashable, Sendable {
    case id(ObjectID)
    /// By the value of a property that is declared unique.
    case unique(property: String, value: String)
  }

  package var type: ObjectType
  package var key: Key
  package var properties: [String]

  package init(_ type: ObjectType, _ key: Key, properties: [String]) {
    self.type = type
    self.key = key
    self.properties = properties
  }
}

/// Several objects of one type, read by id: at most 100, or 50 with history.
package struct BatchQuery: Hashable, Sendable {
  package var type: ObjectType
  package var ids: [ObjectID]
  package var properties: [String]
  /// Those whose earlier values are asked for too.
  package var propertiesWithHistory: [String]

  package init(
    _ type: ObjectType,
    ids: [ObjectID],
    properties: [String],
    propertiesWithHistory: [String] = []
  ) {
    self.type = type
    self.ids = ids
    self.properties = properties
    self.propertiesWithHistory = propertiesWithHistory
  }
}

/// The change of one object in a batch update.
package struct ObjectUpdate: Hashable, Sendable {
  package var id: ObjectID
  package var properties: [Property]

  package init(_ id: ObjectID, _ properties: [Property]) {
    self.id = id
    self.properties = properties
  }
}

/// One object of a batch upsert: found by the unique value, changed when it exists, created when it does not.
package struct UpsertInput: Hashable, Sendable {
  package var uniqueValue: String
  package var properties: [Property]

  package init(_ uniqueValue: String, _ properties: [Property]) {
    self.uniqueValue = uniqueValue
    self.properties = properties
  }
}

/// A pair of a batch association call.
package struct AssociationPair: Hashable, Sendable {
  package var from: ObjectID
  package var to: ObjectID

  package init(from: ObjectID, to: ObjectID) {
    self.from = from
    self.to = to
  }
}

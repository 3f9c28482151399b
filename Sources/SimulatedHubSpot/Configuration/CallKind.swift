package import HubSpotAPI

/// What a call does, without what it does it to: latency profiles fall back to it.
package enum CallKind: String, CaseIterable, Hashable, Sendable {
  case create, read, update, archive, search
  case createBatch, readBatch, updateBatch, upsertBatch, archiveBatch
  case associate, listAssociations, removeAssociation, associateBatch, readAssociationBatch
}

extension HubSpotCall {
  package var kind: CallKind {
    switch self {
    case .createObject: .create
    case .readObject: .read
    case .updateObject: .update
    case .archiveObject: .archive
    case .searchObjects: .search
    case .createBatch: .createBatch
    case .readBatch: .readBatch
    case .updateBatch: .updateBatch
    case .upsertBatch: .upsertBatch
    case .archiveBatch: .archiveBatch
    case .associateDefault: .associate
    case .listAssociations, .listAssociationLabels: .listAssociations
    case .removeAssociation: .removeAssociation
    case .associateBatch: .associateBatch
    case .readAssociationBatch: .readAssociationBatch
    }
  }

  /// The type that the path names; for associations the type at the near end.
  package var objectType: ObjectType {
    switch self {
    case .createObject(let input): input.type
    case .readObject(let query): query.type
    case .updateObject(let reference, _), .archiveObject(let reference): reference.type
    case .searchObjects(let search): search.type
    case .createBatch(let type, _), .updateBatch(let type, _), .upsertBatch(let type, _, _), .archiveBatch(let type, _):
      type
    case .readBatch(let query): query.type
    case .associateDefault(let from, _), .listAssociations(let from, _, _), .removeAssociation(let from, _): from.type
    case .associateBatch(let from, _, _), .readAssociationBatch(let from, _, _), .listAssociationLabels(let from, _):
      from
    }
  }
}

import BulkSync
package import HubSpotAPI
package import SimulatedHubSpot

extension HubSpotSchema {
  /// An account with one custom type, for the records of a sync.
  package static func records(_ type: ObjectType) -> HubSpotSchema {
    let properties = RecordProperty.all.map { PropertyDefinition($0, isUnique: $0 == RecordProperty.key) }
    return HubSpotSchema(
      types: [ObjectTypeDefinition(type, name: "given_names", singular: "Given name", properties: properties)]
    )
  }
}

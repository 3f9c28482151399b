import HubSpotAPI
import VirtualTime

extension ObjectTable {
  /// The object with the properties that were asked for: defined and empty is nil, not defined is left out. Asked for
  /// none, the system properties (HubSpot adds them always; here they are in `id`, `createdAt` and `updatedAt`).
  func object(_ row: Int, requesting names: [String]) -> HubSpotObject {
    let fields = requestedFields(names)
    return object(row, values: rows[row].values, updatedAt: rows[row].updatedAt, fields: fields)
  }

  /// The fields behind property names, in their order, without those that are not defined.
  func requestedFields(_ names: [String]) -> [(name: String, field: TypeLayout.Field)] {
    guard !names.isEmpty else { return layout.echoedSystemProperties }
    var fields: [(name: String, field: TypeLayout.Field)] = []
    fields.reserveCapacity(names.count)
    for name in names {
      if let field = layout.field(name) { fields.append((name, field)) }
    }
    return fields
  }

  /// The object with the given fields, of given values: those that are kept now, or those that search knows.
  func object(
    _ row: Int,
    values: [String?],
    updatedAt: VirtualInstant,
    fields: [(name: String, field: TypeLayout.Field)]
  ) -> HubSpotObject {
    var properties: [ReturnedProperty] = []
    properties.reserveCapacity(fields.count)
    for (name, field) in fields {
      properties.append(ReturnedProperty(name, value(of: field, row: row, values: values, updatedAt: updatedAt)))
    }
    return object(row, properties, updatedAt: updatedAt)
  }

  /// What a write answers: the changed properties, then the system properties.
  func echo(_ row: Int, _ changed: [Property]) -> HubSpotObject {
    let updatedAt = rows[row].updatedAt
    var properties: [ReturnedProperty] = []
    properties.reserveCapacity(changed.count + layout.echoedSystemProperties.count)
    for property in changed {
      properties.append(ReturnedProperty(property.name, property.value.isEmpty ? nil : property.value))
    }
    for (name, field) in layout.echoedSystemProperties {
      properties.append(ReturnedProperty(name, value(of: field, row: row, values: [], updatedAt: updatedAt)))
    }
    return object(row, properties, updatedAt: updatedAt)
  }

  private func object(_ row: Int, _ properties: [ReturnedProperty], updatedAt: VirtualInstant) -> HubSpotObject {
    HubSpotObject(
      id: layout.id(ofRow: row),
      properties: properties,
      createdAt: layout.milliseconds(rows[row].createdAt),
      updatedAt: layout.milliseconds(updatedAt),
      isArchived: rows[row].isArchived
    )
  }

  private func value(of field: TypeLayout.Field, row: Int, values: [String?], updatedAt: VirtualInstant) -> String? {
    switch field {
    case .stored(let slot): values[slot]
    case .objectID: layout.id(ofRow: row).description
    case .createdAt: WireTime.text(milliseconds: layout.milliseconds(rows[row].createdAt))
    case .updatedAt: WireTime.text(milliseconds: layout.milliseconds(updatedAt))
    }
  }
}

/// A property of a CRM object and its value. HubSpot's values are strings; the empty string clears a property.
package struct Property: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A property as a reply carries it: `nil` when the property is defined and empty. A property that is not defined is
/// left out of the reply.
package struct ReturnedProperty: Hashable, Sendable {
  package var name: String
  package var value: String?

  package init(_ name: String, _ value: String?) {
    self.name = name
    self.value = value
  }
}

/// A value that a property had, or has.
package struct PropertyVersion: Hashable, Sendable {
  /// Where a value came from, as far as HubSpot's history tells it here (`sourceType`).
  package enum Source: String, Sendable {
    /// Written through the API.
    case integration = "INTEGRATION"
    /// Typed in HubSpot itself.
    case crmUI = "CRM_UI"
  }

  /// nil when the property was cleared.
  package var value: String?
  /// When it was set: milliseconds since the Unix epoch.
  package var timestamp: Int64
  package var source: Source

  package init(_ value: String?, timestamp: Int64, source: Source) {
    self.value = value
    self.timestamp = timestamp
    self.source = source
  }
}

/// What a property was over time.
package struct PropertyHistory: Hashable, Sendable {
  package var name: String
  /// The newest first.
  package var versions: [PropertyVersion]

  package init(_ name: String, _ versions: [PropertyVersion]) {
    self.name = name
    self.versions = versions
  }
}

/// An object as HubSpot returns it.
package struct HubSpotObject: Hashable, Sendable {
  package var id: ObjectID
  /// In the order in which they were asked for.
  package var properties: [ReturnedProperty]
  /// Milliseconds since the Unix epoch.
  package var createdAt: Int64
  /// Milliseconds since the Unix epoch.
  package var updatedAt: Int64
  package var isArchived: Bool
  /// `objectWriteTraceId` of the input of a batch create that made it.
  package var writeTraceID: String?
  /// `propertiesWithHistory`: of the properties whose history was asked for.
  package var histories: [PropertyHistory] = []

  package init(
    id: ObjectID,
    properties: [ReturnedProperty],
    createdAt: Int64,
    updatedAt: Int64,
    isArchived: Bool = false
  ) {
    self.id = id
    self.properties = properties
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.isArchived = isArchived
  }

  /// The value of a property; nil when it is empty, not defined, or was not asked for.
  package subscript(name: String) -> String? {
    properties.first { $0.name == name }?.value
  }

  /// The versions of a property, the newest first; none when its history was not asked for.
  package func versions(of name: String) -> [PropertyVersion] {
    histories.first { $0.name == name }?.versions ?? []
  }
}

/// A role that a design fills with a part.
package enum DesignRole: String, Hashable, Sendable, CaseIterable {
  case idempotency, reads, duplicates, seats, associations, notes, transport

  /// The names of the parts that can fill it.
  package var partNames: [String] {
    switch self {
    case .idempotency: PartRegistry.idempotency.map(\.name)
    case .reads: PartRegistry.reads.map(\.name)
    case .duplicates: PartRegistry.duplicates.map(\.name)
    case .seats: PartRegistry.seats.map(\.name)
    case .associations: PartRegistry.associations.map(\.name)
    case .notes: PartRegistry.notes.map(\.name)
    case .transport: PartRegistry.transport.map(\.name)
    }
  }
}

extension Design {
  /// The name of the part that fills a role.
  package func partName(_ role: DesignRole) -> String {
    switch role {
    case .idempotency: idempotency.name
    case .reads: reads.name
    case .duplicates: duplicates.name
    case .seats: seats.name
    case .associations: associations.name
    case .notes: notes.name
    case .transport: transport.name
    }
  }

  /// The design with another part in a role, named `phase2+reads=sequential`; nil when there is no such part.
  package func replacing(_ role: DesignRole, with part: String) -> Design? {
    var design = self
    func found<Role>(_ parts: [Part<Role>]) -> Part<Role>? { parts.first { $0.name == part } }
    switch role {
    case .idempotency: guard set(&design.idempotency, found(PartRegistry.idempotency)) else { return nil }
    case .reads: guard set(&design.reads, found(PartRegistry.reads)) else { return nil }
    case .duplicates: guard set(&design.duplicates, found(PartRegistry.duplicates)) else { return nil }
    case .seats: guard set(&design.seats, found(PartRegistry.seats)) else { return nil }
    case .associations: guard set(&design.associations, found(PartRegistry.associations)) else { return nil }
    case .notes: guard set(&design.notes, found(PartRegistry.notes)) else { return nil }
    case .transport: guard set(&design.transport, found(PartRegistry.transport)) else { return nil }
    }
    design.name += "+\(role.rawValue)=\(part)"
    return design
  }

  private func set<Value>(_ target: inout Value, _ value: Value?) -> Bool {
    guard let value else { return false }
    target = value
    return true
  }
}

extension Design {
  /// Why the parts of this design cannot be right together; nil when nothing is known against them.
  package var objection: String? {
    let exclusions: [(DesignRole, [PartExclusion])] = [
      (.idempotency, idempotency.exclusions), (.reads, reads.exclusions), (.duplicates, duplicates.exclusions),
      (.seats, seats.exclusions), (.associations, associations.exclusions), (.notes, notes.exclusions),
      (.transport, transport.exclusions),
    ]
    for (role, excluded) in exclusions {
      if let found = excluded.first(where: { partName($0.role) == $0.part }) {
        let (own, other) = ("\(role.rawValue)=\(partName(role))", "\(found.role.rawValue)=\(found.part)")
        return "\(own) and \(other) cannot be combined, for \(found.reason)"
      }
    }
    return nil
  }
}

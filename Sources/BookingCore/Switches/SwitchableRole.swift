import Composition

/// A role whose part can be changed while instances run: for a share of the contacts, or, of a role that owns a truth, for
/// all at once.
package struct SwitchableRole: Sendable {
  package let name: String
  /// Whether it says what is true, of seats or of credits: two of them at a time would both sell the last one.
  package let ownsTruth: Bool
  package let partNames: [String]
  private let switched: @Sendable (Design, _ part: String) -> Design?

  /// - Parameter join: makes one of what a role has while nothing is switched, and of what it is switched to.
  private init<Service>(
    _ role: Role<CoreContext, Service>,
    ownsTruth: Bool = false,
    _ join: @escaping @Sendable (_ off: Service, _ on: Service, SwitchShare, CoreContext) -> Service
  ) {
    let name = role.name
    self.name = name
    self.ownsTruth = ownsTruth
    partNames = role.parts.map(\.name)
    switched = { design, part in
      guard let on = role.parts.first(where: { $0.name == part }) else { return nil }
      let off = design[role]
      var design = design
      design[role] = Part(off.name, excluding: off.exclusions) { context in
        join(off.make(context), on.make(context), SwitchShare(name, context.switches), context)
      }
      return design
    }
  }

  package static let all: [SwitchableRole] = [
    SwitchableRole(Roles.admission) { off, on, share, _ in SwitchedAdmission(off: off, on: on, share) },
    SwitchableRole(Roles.reads) { off, on, share, _ in SwitchedReads(off: off, on: on, share) },
    SwitchableRole(Roles.seats, ownsTruth: true) { SwitchedSeatLedger(off: $0, on: $1, $2, $3) },
    SwitchableRole(Roles.credits, ownsTruth: true) { SwitchedCreditLedger(off: $0, on: $1, $2, $3) },
    SwitchableRole(Roles.associations) { off, on, share, _ in SwitchedAssociations(off: off, on: on, share) },
    SwitchableRole(Roles.notes) { off, on, share, _ in SwitchedNotes(off: off, on: on, share) },
    SwitchableRole(Roles.cache) { off, on, share, _ in SwitchedCache(off: off, on: on, share) },
  ]

  package static func named(_ name: String) -> SwitchableRole? { all.first { $0.name == name } }

  /// The design with a second part in this role; nil when there is no such part.
  func switching(_ design: Design, to part: String) -> Design? { switched(design, part) }
}

extension Design {
  /// The design with a second part in some roles, which contacts use as the switches say. Its name and what its lists show
  /// stay, and so do the jobs of both parts: what waits in a queue is worked off, whichever part is on.
  ///
  /// - Parameter parts: the names of the second parts, by role; each a part of a role that can be switched.
  package func switching(_ parts: [String: String]) -> Design {
    parts.sorted { $0.key < $1.key }.reduce(self) { design, entry in
      guard let role = SwitchableRole.named(entry.key), let switched = role.switching(design, to: entry.value) else {
        preconditionFailure("\(entry.key)=\(entry.value) is no part that \(name) can be switched to")
      }
      return switched
    }
  }
}

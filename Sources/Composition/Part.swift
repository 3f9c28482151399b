/// A named way to fill a role.
package struct Part<Context: Sendable, Service: Sendable>: Sendable {
  package let name: String
  /// Parts of other roles that this one cannot be right with. None of today's parts excludes another: every combination
  /// of them has passed the audit, with one instance and with four.
  package let exclusions: [PartExclusion]
  package let make: @Sendable (Context) -> Service

  package init(
    _ name: String,
    excluding exclusions: [PartExclusion] = [],
    _ make: @escaping @Sendable (Context) -> Service
  ) {
    self.name = name
    self.exclusions = exclusions
    self.make = make
  }
}

/// A part of another role that a part cannot be combined with.
package struct PartExclusion: Hashable, Sendable {
  /// The name of the other role, or of several that go by one name.
  package let role: String
  package let part: String
  /// Ends the sentence "... cannot be combined, for ...".
  package let reason: String

  package init(_ role: String, _ part: String, reason: String) {
    self.role = role
    self.part = part
    self.reason = reason
  }
}

/// A role with the part that fills it: a line of a design.
package struct Filling: Sendable {
  package let role: String
  package let part: String
  package let exclusions: [PartExclusion]
  /// A `Part` of the role, which alone knows its type.
  fileprivate let value: any Sendable

  package init<Context, Service>(_ role: Role<Context, Service>, _ part: Part<Context, Service>) {
    self.role = role.name
    self.part = part.name
    exclusions = part.exclusions
    value = part
  }

  /// The part itself.
  ///
  /// - Parameter role: the one that this filling was made for.
  package func part<Context, Service>(for role: Role<Context, Service>) -> Part<Context, Service> {
    guard self.role == role.name, let part = value as? Part<Context, Service> else {
      preconditionFailure("\(self.role)=\(part) fills no role \(role.name) of this type; two roles may bear one name")
    }
    return part
  }
}

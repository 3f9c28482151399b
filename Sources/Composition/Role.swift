package import Ports

/// A role that a design fills with a part. Declared once, beside its protocol: its name, its parts, and the jobs that
/// come with a part. Nothing else lists them.
package struct Role<Context: Sendable, Service: Sendable>: Sendable {
  /// As in `phase2+reads=sequential`.
  package let name: String
  /// In the order in which lists show them.
  package let parts: [Part<Context, Service>]
  /// What fills the role in a design that says nothing of it; nil for a role that every design must fill.
  package let standard: Part<Context, Service>?
  /// Jobs of roles with a lower number start first, and go first when several are due at one instant; equal numbers
  /// start in the order of the roles.
  package let jobOrder: Int
  /// What a part needs done in the background.
  package let jobs: @Sendable (Service) -> [any BackgroundJob]

  package init(
    _ name: String,
    _ parts: [Part<Context, Service>],
    standard: Part<Context, Service>? = nil,
    jobOrder: Int = 0,
    jobs: @escaping @Sendable (Service) -> [any BackgroundJob] = { _ in [] }
  ) {
    self.name = name
    self.parts = parts
    self.standard = standard
    self.jobOrder = jobOrder
    self.jobs = jobs
  }

  /// The role filled with a part: `Roles.seats(.store)`.
  package func callAsFunction(_ part: Part<Context, Service>) -> Filling { Filling(self, part) }
}

/// A role whatever its protocol: a row of a table of roles whose parts are made from a `Context`.
package protocol RoleRow<Context>: Sendable {
  associatedtype Context: Sendable

  var name: String { get }
  var jobOrder: Int { get }
  /// One for each part.
  var fillings: [Filling] { get }
  /// See `Role.standard`.
  var standardFilling: Filling? { get }

  /// Makes the part that fills the role, with its jobs.
  func make(_ filling: Filling, _ context: Context) -> MadePart
}

extension Role: RoleRow {
  package var fillings: [Filling] { parts.map { Filling(self, $0) } }
  package var standardFilling: Filling? { standard.map { Filling(self, $0) } }

  package func make(_ filling: Filling, _ context: Context) -> MadePart {
    let service = filling.part(for: self).make(context)
    return MadePart(self, service)
  }
}

/// A part made for one instance.
package struct MadePart: Sendable {
  package let role: String
  package let jobOrder: Int
  package let jobs: [any BackgroundJob]
  private let value: any Sendable

  fileprivate init<Context, Service>(_ role: Role<Context, Service>, _ service: Service) {
    self.role = role.name
    jobOrder = role.jobOrder
    jobs = role.jobs(service)
    value = Box(service: service)
  }

  /// The part itself.
  ///
  /// - Parameter role: the one that it was made for.
  package func service<Context, Service>(for role: Role<Context, Service>) -> Service {
    guard let box = value as? Box<Service> else {
      preconditionFailure("the part for \(self.role) is none for \(role.name); two roles may bear one name")
    }
    return box.service
  }

  /// Keeps the part's static type, so that asking for it is a comparison of types.
  private struct Box<Service: Sendable>: Sendable {
    let service: Service
  }
}

/// One name for the parts of several roles: what a customer knows as one choice.
package struct RoleAlias: Sendable {
  package let name: String
  package let parts: [(name: String, fillings: [Filling])]

  /// - Parameter parts: in the order in which lists show them, each with the roles that it fills; all of them fill the
  ///   same roles.
  package init(_ name: String, _ parts: [(name: String, fillings: [Filling])]) {
    self.name = name
    self.parts = parts
  }
}

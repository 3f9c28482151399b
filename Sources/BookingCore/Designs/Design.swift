package import Composition
package import HubSpotClient
import Ports

/// A design of the booking core: the part that it uses for each role. Reading two designs side by side is reading their
/// difference.
package struct Design: Sendable {
  package internal(set) var name: String
  /// One line for lists.
  package let summary: String
  /// By role.
  private var fillings: [String: Filling]

  /// - Parameter fillings: what is not named is filled with the role's standard part.
  package init(name: String, summary: String, _ fillings: Filling...) {
    self.name = name
    self.summary = summary
    self.fillings = Dictionary(uniqueKeysWithValues: fillings.map { ($0.role, $0) })
  }

  /// The part that fills a role.
  package subscript<Context, Service>(_ role: Role<Context, Service>) -> Part<Context, Service> {
    get { filling(role).part(for: role) }
    set { fillings[role.name] = role(newValue) }
  }

  func filling(_ role: some RoleRow) -> Filling {
    guard let filling = fillings[role.name] ?? role.standardFilling else {
      preconditionFailure("The design \(name) fills the role \(role.name) with no part, and it has no standard one.")
    }
    return filling
  }

  /// The design with other parts in some roles, under another name.
  func replacing(_ replaced: [Filling], name: String) -> Design {
    var design = self
    for filling in replaced { design.fillings[filling.role] = filling }
    design.name = name
    return design
  }

  /// The layers of this design for one instance.
  ///
  /// - Parameter context: its transport is the way to HubSpot without any layer.
  package func transports(_ context: CoreContext) -> TransportStack {
    TransportStack(context.client) { self[$0] }
  }
}

/// Where the roles of the core are declared, each beside its protocol.
package enum Roles {}

/// The parts of a design, made for one instance.
package struct DesignParts: Sendable {
  /// By role.
  private let made: [String: MadePart]
  /// What the parts need done in the background, in the order in which it starts.
  let jobs: [any BackgroundJob]

  package init(_ design: Design, _ context: CoreContext) {
    let made = DesignRole.core.map { $0.make(design.filling($0), context) }
    self.made = Dictionary(uniqueKeysWithValues: made.map { ($0.role, $0) })
    jobs = Set(made.map(\.jobOrder)).sorted().flatMap { order in
      made.filter { $0.jobOrder == order }.flatMap(\.jobs)
    }
  }

  /// The part that fills a role of the core.
  subscript<Service>(_ role: Role<CoreContext, Service>) -> Service {
    guard let part = made[role.name] else {
      preconditionFailure("The role \(role.name) is used by a flow that does not list it among its roles.")
    }
    return part.service(for: role)
  }
}

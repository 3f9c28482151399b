import Composition
import HubSpotClient

/// What a name like `phase2+reads=sequential` can replace in a design: a role, or several under one name.
package struct DesignRole: Sendable {
  package let name: String
  /// What each of its parts fills: one role, or all roles that go by this name.
  let parts: [(name: String, fillings: [Filling])]
  /// The roles that it fills.
  let rows: [any RoleRow]

  init(_ role: any RoleRow) {
    name = role.name
    parts = role.fillings.map { ($0.part, [$0]) }
    rows = [role]
  }

  init(_ alias: RoleAlias, among roles: [any RoleRow]) {
    name = alias.name
    parts = alias.parts
    let filled = Set(alias.parts.flatMap(\.fillings).map(\.role))
    rows = roles.filter { filled.contains($0.name) }
  }

  /// The names of the parts that can fill it.
  package var partNames: [String] { parts.map(\.name) }

  /// Whether every part of a role has a name in this one.
  func covers(_ role: any RoleRow) -> Bool {
    let named = Set(parts.flatMap(\.fillings).filter { $0.role == role.name }.map(\.part))
    return role.fillings.allSatisfy { named.contains($0.part) }
  }
}

extension DesignRole {
  /// The roles of the core: those that its flows use.
  static let core: [any RoleRow<CoreContext>] = BookingCreation.roles + [Roles.lists, Roles.cache]

  /// Everything that can be replaced, in the order in which lists show it: the core's roles, then the layers to HubSpot,
  /// by the names that the customer's documents have for them.
  static let all: [DesignRole] = {
    let layers: [any RoleRow] = Layers.inOrder
    return core.map { DesignRole($0) } + [DesignRole(Layers.transport, among: layers)] + layers.map { DesignRole($0) }
  }()

  /// Those that lists show: without layers whose every part goes by the alias, and without roles that leave no choice.
  package static let listed: [DesignRole] = {
    let alias = DesignRole(Layers.transport, among: Layers.inOrder)
    let covered = Set(alias.rows.filter { alias.covers($0) }.map(\.name))
    return all.filter { $0.parts.count > 1 && !covered.contains($0.name) }
  }()

  /// The names of all that leave a choice, those that lists leave out for their alias included.
  static let replaceable: [String] = all.filter { $0.parts.count > 1 }.map(\.name)

  static func named(_ name: String) -> DesignRole? { all.first { $0.name == name } }
}

extension Design {
  /// The name of the part that fills a role; that of several roles together is nil when their parts have none.
  package func partName(_ role: DesignRole) -> String? {
    if role.rows.count == 1 { return filling(role.rows[0]).part }
    return role.parts.first { part in
      part.fillings.allSatisfy { filling in
        role.rows.contains { $0.name == filling.role && self.filling($0).part == filling.part }
      }
    }?.name
  }

  /// The design with another part in a role, named `phase2+reads=sequential`; nil when there is no such part.
  package func replacing(_ role: DesignRole, with part: String) -> Design? {
    guard let found = role.parts.first(where: { $0.name == part }) else { return nil }
    return replacing(found.fillings, name: "\(name)+\(role.name)=\(part)")
  }

  /// Why the parts of this design cannot be right together; nil when nothing is known against them.
  package var objection: String? {
    for role in DesignRole.all {
      guard let part = partName(role) else { continue }
      for exclusion in role.rows.flatMap({ filling($0).exclusions }) {
        guard let other = DesignRole.named(exclusion.role), partName(other) == exclusion.part else { continue }
        let (own, found) = ("\(role.name)=\(part)", "\(other.name)=\(exclusion.part)")
        return "\(own) and \(found) cannot be combined, for \(exclusion.reason)"
      }
    }
    return nil
  }
}

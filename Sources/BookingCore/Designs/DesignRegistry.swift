/// The designs that can be run, in the order in which reports show them. A new design is one file and one entry here.
package enum DesignRegistry {
  package static let all: [Design] = [.baseline, .phase1, .phase2]

  package static func named(_ name: String) -> Design? { all.first { $0.name == name } }
}

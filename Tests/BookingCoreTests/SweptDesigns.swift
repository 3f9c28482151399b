import BookingCore
import Composition
import DeterministicRuntime
import HubSpotAPI
import HubSpotClient
import Testing

/// The designs that every sweep runs: all that are registered, and combinations of parts, so that every part that can
/// be named is in at least one of them. A new design or part is swept without being named anywhere.
enum SweptDesigns {
  static let registered = DesignRegistry.all.map(\.name)
  static let all = registered + combinations
  /// Whether booking requests wait in a queue.
  static func isQueued(_ design: String) -> Bool { Design.test(design).queuesRequests }

  /// Those of which a test can name each answer: without a part that refuses calls of its own by chance, and without a queue,
  /// which tries again what has failed.
  static let predictable = all.filter {
    Design.test($0)[Layers.pacing].name != "adaptive-throttling" && !isQueued($0)
  }

  /// Designs with every role filled by chance, as many as it takes to meet each part.
  private static let combinations: [String] = {
    var unmet = Set(DesignRole.listed.flatMap { role in role.partNames.map { "\(role.name)=\($0)" } })
    var found: [String] = []
    var number = 0
    while !unmet.isEmpty {
      var draw = KeyedRandom(seed: 1).draw("parts", number)
      let parts = DesignRole.listed.map { role -> String in
        // Parts that no design has yet go first, so that few designs have all.
        let left = role.partNames.filter { unmet.contains("\(role.name)=\($0)") }
        let names = left.isEmpty ? role.partNames : left
        return "\(role.name)=\(names[draw.uniformInteger(in: 0..<names.count)])"
      }
      number += 1
      // Parts that exclude each other are refused by name; the next draw meets them apart.
      guard !unmet.isDisjoint(with: parts), let name = name(parts) else { continue }
      unmet.subtract(parts)
      found.append(name)
    }
    return found
  }()

  /// A design with every role filled by chance, another one for each seed.
  static func drawn(_ seed: UInt64) -> String {
    var number = Int(seed) * 100
    while true {
      if let name = name(parts(number)) { return name }
      number += 1
    }
  }

  private static func parts(_ number: Int) -> [String] {
    var draw = KeyedRandom(seed: 1).draw("parts", number)
    return DesignRole.listed.map { role in
      "\(role.name)=\(role.partNames[draw.uniformInteger(in: 0..<role.partNames.count)])"
    }
  }

  private static func name(_ parts: [String]) -> String? {
    let name = ([registered[0]] + parts).joined(separator: "+")
    return (try? DesignRegistry.design(name)) == nil ? nil : name
  }

  /// The last call that a booking waits for before it is confirmed.
  static func lastWrite(of design: String) -> CallLabel {
    chargesInStore(design) ? Labels.bookingCreate : Labels.contactUpdate
  }

  /// A call that a booking makes whose `lastWrite` has had no reply, when its visitor returns.
  static func firstCallOfReturn(of design: String) -> CallLabel {
    chargesInStore(design) ? Labels.bookingCreate : Labels.contactRead
  }

  private static func chargesInStore(_ design: String) -> Bool { Design.test(design)[Roles.credits].name == "store" }
}

/// What runs under many seeds: a registered design under some, and under many more another combination of parts for each,
/// so that parts meet in ways that nobody has thought of.
enum RacingDesigns: Sendable, CustomTestStringConvertible {
  case registered(String)
  case drawn

  static let all = SweptDesigns.registered.map(RacingDesigns.registered) + [.drawn]

  var seeds: Range<UInt64> {
    switch self {
    case .registered: 0..<40
    case .drawn: 0..<160
    }
  }

  func design(_ seed: UInt64) -> String {
    switch self {
    case .registered(let name): name
    case .drawn: SweptDesigns.drawn(seed)
    }
  }

  var testDescription: String {
    switch self {
    case .registered(let name): name
    case .drawn: "another combination of parts for each seed"
    }
  }
}

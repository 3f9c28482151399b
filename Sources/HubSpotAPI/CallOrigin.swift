/// On whose behalf a call is made: a kind, who of that kind, and the number of the request or pass. All that is told of it
/// (texts, tags, digests, keys of draws) follows from these three. 24 bytes, for there is one in every sample.
package struct CallOrigin: Hashable, Sendable {
  /// What metrics tell origins apart by: `requests{origin:visitor}`. A new kind is one more line here, and a function
  /// that makes an origin of it.
  package struct Kind: Hashable, Sendable {
    package static let visitor = Kind(0)
    package static let job = Kind(1)
    package static let recovery = Kind(2)
    package static let batch = Kind(3)
    package static let webhook = Kind(4)
    private static let names = ["visitor", "job", "recovery", "batch", "webhook"]
    package static let all = names.indices.map { Kind(UInt8($0)) }

    private let index: UInt8

    private init(_ index: UInt8) { self.index = index }

    package var name: String { Self.names[position] }
    /// The place of the kind in `all`.
    package var position: Int { Int(index) }
    /// Whether somebody waits for the answer: the calls of visitors, alone or merged.
    package var isForeground: Bool { self == .visitor || self == .batch }
  }

  /// Who of its kind it is.
  package enum Identity: Hashable, Sendable {
    case number(Int)
    case name(String)
    /// There is only one of the kind.
    case alone
  }

  /// The identity, and the number of the request or pass in the room that it leaves.
  private enum Packed: Hashable, Sendable {
    case number(Int32, request: Int32)
    case name(String, pass: Int32)
    case alone(pass: Int32)
  }

  private let packed: Packed
  package let kind: Kind

  private init(_ kind: Kind, _ packed: Packed) {
    self.kind = kind
    self.packed = packed
  }

  /// A visitor's request: the visitor's number, and the number of the request among those that the visitor has sent.
  package static func visitor(_ number: Int, request: Int) -> CallOrigin {
    CallOrigin(.visitor, .number(Int32(clamping: number), request: Int32(clamping: request)))
  }

  /// A worker or job, by name, and the number of its pass.
  package static func job(_ name: String, pass: Int) -> CallOrigin {
    CallOrigin(.job, .name(name, pass: Int32(clamping: pass)))
  }

  /// The recovery of what a request has left unfinished.
  package static func recovery(pass: Int) -> CallOrigin {
    CallOrigin(.recovery, .alone(pass: Int32(clamping: pass)))
  }

  /// Several visitors' calls that were merged into one: the name of what merges them, and the number of the call among
  /// those that it has sent.
  package static func batch(_ name: String, number: Int) -> CallOrigin {
    CallOrigin(.batch, .name(name, pass: Int32(clamping: number)))
  }

  /// A webhook that is worked off while HubSpot waits for its answer: the number of the endpoint, and of the delivery among
  /// those that it has received.
  package static func webhook(_ endpoint: Int, delivery: Int) -> CallOrigin {
    CallOrigin(.webhook, .number(Int32(clamping: endpoint), request: Int32(clamping: delivery)))
  }

  package var identity: Identity {
    switch packed {
    case .number(let number, _): .number(Int(number))
    case .name(let name, _): .name(name)
    case .alone: .alone
    }
  }

  /// The number of the request among those of its visitor, or of the pass among those of its job, from 0.
  package var request: Int {
    switch packed {
    case .number(_, let number), .name(_, let number), .alone(let number): Int(number)
    }
  }

  /// Who of its kind it is, by number; nil where another thing than a number tells.
  package var number: Int? {
    if case .number(let number, _) = packed { Int(number) } else { nil }
  }
}

extension CallOrigin: CustomStringConvertible {
  /// `visitor-17/0`, `associations/3`, `recovery/1`.
  package var description: String {
    switch identity {
    case .number(let number): "\(kind.name)-\(number)/\(request)"
    case .name(let name): "\(name)/\(request)"
    case .alone: "\(kind.name)/\(request)"
    }
  }
}

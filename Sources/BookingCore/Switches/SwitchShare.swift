import HubSpotAPI
import Ports

/// Who uses the part that a role is switched to: a share of the contacts.
///
/// A contact's place in the order of a rollout follows from its id and the role alone. So it stays on one side while the
/// share stays, whoever asks and however often, and whoever is within 10 % is within 25 %. A number drawn for each request
/// would send one visitor's requests to both sides.
package struct SwitchShare: Sendable {
  let role: String
  private let source: any SwitchSource

  init(_ role: String, _ source: any SwitchSource) {
    self.role = role
    self.source = source
  }

  /// Whether anybody uses it now.
  var includesAnybody: Bool { source.percent(role) > 0 }

  func includes(_ contact: ObjectID) -> Bool { includes(number: contact.number) }

  /// - Parameter number: of whoever is known by no contact.
  func includes(number: Int64) -> Bool { Self.place(of: number, in: role) < source.percent(role) }

  /// 0 to 99: within a share of so many percent or less it is not yet included.
  package static func place(of number: Int64, in role: String) -> Int {
    // FNV-1a: the same on every machine and in every run, which Swift's own hashes are not.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(role):\(number)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    // Its low bits tell numbers apart less well than its high ones.
    return Int((hash ^ (hash >> 32)) % 100)
  }
}

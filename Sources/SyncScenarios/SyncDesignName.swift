package import BulkSync
import Texts

/// Names of designs of the sync, as files and users write them.
package enum SyncDesignName {
  /// The design of a name.
  ///
  /// - Throws: `UnknownSyncDesign`.
  package static func design(_ name: String) throws(UnknownSyncDesign) -> SyncDesign {
    guard let design = SyncDesign(named: name) else { throw UnknownSyncDesign(name: name) }
    return design
  }

  static func objection(_ name: String) -> String? {
    SyncDesign(named: name) == nil ? "\(UnknownSyncDesign(name: name))" : nil
  }
}

/// A name that no design of the sync bears.
package struct UnknownSyncDesign: Error, Hashable, CustomStringConvertible {
  package let name: String

  package var description: String {
    let names = SyncDesign.all.map(\.name)
    let hint = NearestName(candidates: names).match(name).map { " Did you mean \($0)?" } ?? ""
    return "There is no design \"\(name)\" of the sync; expected one of \(names.joined(separator: ", ")).\(hint)"
  }
}

import HubSpotAPI

extension ObjectTable {
  /// What some properties of some objects were over time. HubSpot keeps it of every property; here it is kept of those that
  /// the schema tracks.
  ///
  /// - Throws: a 400 for a property whose history is not kept.
  /// - Complexity: O(changes of all objects), for each property.
  func histories(of ids: [ObjectID], _ names: [String]) throws(Rejection) -> [ObjectID: [PropertyHistory]] {
    guard !names.isEmpty else { return [:] }
    var histories: [ObjectID: [PropertyHistory]] = [:]
    for name in names {
      guard case .stored(let slot) = layout.field(name), let position = layout.trackedSlots.firstIndex(of: slot) else {
        throw .invalid("The history of \(name) is not kept: the schema does not track it")
      }
      var versions: [Int: [PropertyVersion]] = [:]
      for id in ids { versions[layout.row(of: id)] = [] }
      for change in history[position] {
        versions[Int(change.row)]?.append(
          PropertyVersion(
            change.value,
            timestamp: layout.milliseconds(change.at),
            source: change.isByHand ? .crmUI : .integration
          )
        )
      }
      for id in Set(ids) {
        histories[id, default: []].append(PropertyHistory(name, (versions[layout.row(of: id)] ?? []).reversed()))
      }
    }
    return histories
  }
}

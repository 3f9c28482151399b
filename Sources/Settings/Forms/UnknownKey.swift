import Texts

extension SettingSection {
  /// What is told of a key that the mapping does not have, with the likeliest that was meant.
  func complaint(about name: String, at place: KeyPlace, _ reading: SettingsReading) -> String {
    // To look for a likely name takes longer than all else, and among so many problems it is not shown.
    guard reading.problems.count < SettingsProblems.mostShown else { return "is not a known key." }
    let known = settings.map(\.key)
    if let meant = LookAlike.meant(name), let remark = LookAlike.remark(name) {
      let near = known.contains(meant) ? meant : NearestName(candidates: known).match(meant)
      return "is not a known key: \(remark).\(near.map { " Did you mean \($0)?" } ?? "")"
    }
    if let near = NearestName(candidates: known).match(name) { return "is not a known key. Did you mean \(near)?" }
    if let home = reading.onlyHome(of: name), home != place.key {
      return "is not a known key here; it belongs in \(home)."
    }
    return
      "is not a known key; \(known.isEmpty ? "there is none here" : "known here are " + known.joined(separator: ", "))."
  }
}

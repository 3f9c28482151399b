package import BookingCore
package import Measures

/// The thresholds that a capacity search holds designs against.
package enum CapacityObjective {
  /// Why designs cannot be searched with an objective: a threshold that is meant for none of them would never be
  /// judged, and a design without a threshold would hold at any load. Nil when they can.
  package static func objection(to objective: [Threshold], for designs: [Design]) -> String? {
    let names = designs.map(\.name)
    for threshold in objective {
      guard let wanted = threshold.measure.design, !names.contains(wanted) else { continue }
      return
        "\"\(threshold)\" is for \(wanted), which is not searched; expected one of \(names.joined(separator: ", "))."
    }
    for name in names where !objective.contains(where: { $0.concerns(design: name) }) {
      return "no threshold concerns \(name), which would hold at any load; add one, or leave it out of --designs."
    }
    return nil
  }
}

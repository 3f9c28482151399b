// Numbers as reports write them. Foundation's formats depend on the locale; these do not.

extension Double {
  /// With a fixed number of decimals, halves rounded away from zero. What no 64-bit integer holds, such as a bound of
  /// 1e20, is written in its shortest form.
  func text(decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (abs(self) * scale).rounded()
    guard scaled < 0x1p63 else { return "\(self)" }
    let sign = self < 0 && scaled > 0 ? "-" : ""
    let digits = String(UInt64(scaled))
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A share as percent.
  var percent: String { (self * 100).text(decimals: 1) + " %" }

  /// Milliseconds in the unit that reads best.
  var duration: String {
    if self < 1_000 { return text(decimals: 1) + " ms" }
    return (self / 1_000).text(decimals: 2) + " s"
  }
}

extension Optional<Double> {
  /// A share as percent; a dash when there is nothing to share.
  var percent: String { map(\.percent) ?? "-" }

  /// A duration in milliseconds, "not reached" when it falls among those that never got there.
  func duration(isEmpty: Bool) -> String {
    map(\.duration) ?? (isEmpty ? "-" : "not reached")
  }
}

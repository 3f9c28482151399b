import ArgumentParser

/// A share as a user writes it: `2%` or `0.02`; above 0 and at most 100 %.
struct Percentage: ExpressibleByArgument {
  let share: Double
  /// As it was written.
  let text: String

  /// - Parameter percent: from 1 to 100.
  init(percent: Int) {
    share = Double(percent) / 100
    text = "\(percent)%"
  }

  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    let digits = isPercent ? String(argument.dropLast()) : argument
    // Read as hundredths: the quotient by 100 would be another number than 0.999 for 99.9 %.
    guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let share = Double(isPercent ? digits + "e-2" : digits)
    else { return nil }
    guard share > 0, share <= 1 else { return nil }
    self.share = share
    text = argument
  }

  var defaultValueDescription: String { text }
}

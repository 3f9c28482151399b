package import Ports

/// A date of the Gregorian calendar, in UTC.
package struct CalendarDate: Hashable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Reads `YYYY-MM-DD`; nil for anything else.
  package init?(_ text: String) {
    guard text.utf8.count == 10 else { return nil }
    // Byte by byte: every record of an exam that is read comes by here.
    var (year, month, day) = (0, 0, 0)
    for (position, byte) in text.utf8.enumerated() {
      if position == 4 || position == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      let digit = Int(byte - UInt8(ascii: "0"))
      switch position {
      case ..<4: year = year * 10 + digit
      case ..<7: month = month * 10 + digit
      default: day = day * 10 + digit
      }
    }
    self.year = year
    self.month = month
    self.day = day
    // A day that its month does not have counts as one of the next.
    guard year >= 1, (1...12).contains(month), (1...31).contains(day),
      CalendarDate(daysSinceEpoch: daysSinceEpoch) == self
    else { return nil }
  }

  /// The day of a moment.
  package init(_ moment: Timestamp) {
    let (days, rest) = moment.nanoseconds.quotientAndRemainder(dividingBy: 86_400 * 1_000_000_000)
    self.init(daysSinceEpoch: Int(days) - (rest < 0 ? 1 : 0))
  }

  /// The first moment after the day.
  package var endOfDay: Timestamp {
    Timestamp(nanoseconds: Int64(daysSinceEpoch + 1) * 86_400 * 1_000_000_000)
  }

  /// Days since 1970-01-01, by the civil calendar's 400-year cycle.
  private var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// `count` dates in a row, as `YYYY-MM-DD`.
  ///
  /// - Parameter first: must be readable.
  package static func consecutive(from first: String, count: Int) -> [String] {
    guard let start = CalendarDate(first) else { preconditionFailure("\(first) is no date") }
    return (0..<count).map { CalendarDate(daysSinceEpoch: start.daysSinceEpoch + $0).description }
  }

  /// The last `count` days before this one, as `YYYY-MM-DD`, the earliest first.
  package func daysBefore(_ count: Int) -> [String] {
    (0..<count).map { CalendarDate(daysSinceEpoch: daysSinceEpoch - count + $0).description }
  }

  private init(daysSinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }
}

extension CalendarDate: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  package var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

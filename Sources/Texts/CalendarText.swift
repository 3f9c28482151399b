/// Dates and times as settings files write them. Only the one form of each is read, and only real days.
package enum CalendarText {
  /// Times in nanoseconds since 1970 fit 64 bits until 2262; runs and lifetimes need room behind the start.
  private static let years = 1970...2199

  /// Milliseconds since the Unix epoch at which the day `YYYY-MM-DD` begins in UTC; nil for another form, for a day that
  /// the month does not have, and outside of 1970 to 2199.
  package static func startOfDay(_ text: String) -> Int64? {
    guard hasForm("0000-00-00", text) else { return nil }
    let fields = text.split(separator: "-").compactMap { Int($0) }
    guard fields.count == 3, years.contains(fields[0]), (1...12).contains(fields[1]),
      (1...days(inMonth: fields[1], of: fields[0])).contains(fields[2])
    else { return nil }
    let before = (years.lowerBound..<fields[0]).reduce(0) { $0 + daysInYear($1) }
    let inYear = (1..<fields[1]).reduce(0) { $0 + days(inMonth: $1, of: fields[0]) }
    return Int64(before + inYear + fields[2] - 1) * 86_400_000
  }

  /// Milliseconds since the Unix epoch of `YYYY-MM-DDThh:mm:ssZ`; nil for another form, for a time that does not exist,
  /// and outside of 1970 to 2199.
  package static func instant(_ text: String) -> Int64? {
    guard hasForm("0000-00-00T00:00:00Z", text), let start = startOfDay(String(text.prefix(10))) else { return nil }
    let fields = text.dropFirst(11).dropLast().split(separator: ":").compactMap { Int64($0) }
    guard fields.count == 3, fields[0] < 24, fields[1] < 60, fields[2] < 60 else { return nil }
    return start + ((fields[0] * 60 + fields[1]) * 60 + fields[2]) * 1_000
  }

  /// `YYYY-MM-DDThh:mm:ssZ`, what is below a second cut off.
  ///
  /// - Parameter milliseconds: since the Unix epoch; not negative.
  package static func text(milliseconds: Int64) -> String {
    var (year, rest) = (1970, milliseconds / 1_000)
    func seconds(of days: Int) -> Int64 { Int64(days) * 86_400 }
    while rest >= seconds(of: daysInYear(year)) {
      rest -= seconds(of: daysInYear(year))
      year += 1
    }
    var month = 1
    while rest >= seconds(of: days(inMonth: month, of: year)) {
      rest -= seconds(of: days(inMonth: month, of: year))
      month += 1
    }
    let date = [Int64(month), rest / 86_400 + 1].map(twoDigits)
    let time = [rest % 86_400 / 3_600, rest % 3_600 / 60, rest % 60].map(twoDigits)
    return "\(year)-\(date.joined(separator: "-"))T\(time.joined(separator: ":"))Z"
  }

  /// Whether a text has digits where the form has zeros, and elsewhere the same letters.
  private static func hasForm(_ form: String, _ text: String) -> Bool {
    let (form, text) = (Array(form.utf8), Array(text.utf8))
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return form.count == text.count
      && zip(form, text).allSatisfy { $0 == UInt8(ascii: "0") ? digits.contains($1) : $0 == $1 }
  }

  private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func daysInYear(_ year: Int) -> Int { (1...12).reduce(0) { $0 + days(inMonth: $1, of: year) } }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// Numbers as people read them.
enum Words {
  /// `69,000`
  static func count(_ number: Int) -> String {
    var (text, digits) = ("", 0)
    for digit in String(number.magnitude).reversed() {
      if digits > 0, digits.isMultiple(of: 3) { text.append(",") }
      text.append(digit)
      digits += 1
    }
    return (number < 0 ? "-" : "") + String(text.reversed())
  }

  /// `1 record`, `2 records`
  static func count(_ number: Int, _ thing: String) -> String {
    "\(count(number)) \(thing)\(number == 1 ? "" : "s")"
  }

  /// `61.2 s`
  static func seconds(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return "\(count(tenths / 10)).\(tenths % 10) s"
  }

  static func seconds(_ duration: Duration) -> String { seconds(duration / .seconds(1)) }
}

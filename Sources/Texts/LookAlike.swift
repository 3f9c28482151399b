/// Letters that look like those of the keyboard and are others, as they come out of chats, word processors and other
/// alphabets.
package enum LookAlike {
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs: [(String, String)] = [
      // Cyrillic, Greek.
      ("авекмнорстухѕіјԁһӏԛԝ", "abekmhopctyxsijdhlqw"), ("АВЕКМНОРСТУХЅІЈ", "ABEKMHOPCTYXSIJ"),
      ("αονρυτικγ", "aovputiky"), ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
      // Dashes, quotes, blanks.
      ("‐‑‒–—―−", "-------"), ("‘’‚“”„", "'''\"\"\""), ("\u{A0}\u{2007}\u{202F}", "   "), ("ı", "i"), ("＿", "_"),
    ]
    var plain: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (others, letters) in pairs {
      for (other, letter) in zip(others.unicodeScalars, letters.unicodeScalars) { plain[other] = letter }
    }
    // The wide forms of East Asian type.
    for value in UInt32(0x21)...0x7E {
      if let wide = Unicode.Scalar(value + 0xFEE0), let letter = Unicode.Scalar(value) { plain[wide] = letter }
    }
    return plain
  }()

  /// The text with the letters that it seems to have; nil when it has no look-alikes.
  package static func meant(_ text: some StringProtocol) -> String? {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var (meant, isOther) = (String.UnicodeScalarView(), false)
    for scalar in text.unicodeScalars {
      if let letter = plain[scalar] {
        meant.append(letter)
        isOther = true
      } else if VisibleText.isHidden(scalar) || scalar == "\u{200C}" || scalar == "\u{200D}" {
        isOther = true
      } else {
        meant.append(scalar)
      }
    }
    return isOther ? String(meant) : nil
  }

  /// `it has U+0430, which only looks like a`; nil when the text has no look-alikes.
  package static func remark(_ text: some StringProtocol) -> String? {
    for scalar in text.unicodeScalars where scalar.value >= 0x80 {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      if let letter = plain[scalar] {
        return "it has \(name), which only looks like \(letter == " " ? "a blank" : "\(letter)")"
      }
      if meant(String(scalar)) != nil { return "it has \(name), which cannot be seen" }
    }
    return nil
  }
}

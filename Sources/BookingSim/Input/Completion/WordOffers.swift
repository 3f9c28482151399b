/// Words of a closed list, as a user may go on to write them.
enum WordOffers {
  /// The last one of a list with commas; those that stand in it already are not offered again.
  static func list(_ word: String, of words: [String]) -> [String] {
    let start = word.lastIndex(of: ",").map { word.index(after: $0) } ?? word.startIndex
    let named = Set(word[..<start].split(separator: ",").map(String.init))
    return words.filter { !named.contains($0) }.map { word[..<start] + $0 }
  }
}

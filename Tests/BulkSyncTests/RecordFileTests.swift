import BulkSync
import Testing

@Suite("A file of records")
struct RecordFileTests {
  private static func file(_ text: String, chunk: Int = 3) throws(RecordFileError) -> RecordFile {
    let bytes = Array(text.utf8)
    return try RecordFile(
      reading: stride(from: 0, to: bytes.count, by: chunk).map { Array(bytes[$0..<min($0 + chunk, bytes.count)]) }
    )
  }

  private static let mary = SourceRecord(name: "Mary", year: 1880, sex: .female, count: 7065)

  @Test("has each quote of a field doubled, also before a combining mark")
  func quotes() throws {
    let record = SourceRecord(name: "a\"\u{301}b,c\"", year: 1880, sex: .female, count: 5)
    let line = RecordFile.line(record)
    #expect(Array(line.utf8) == Array("\"a\"\"\u{301}b,c\"\"\",1880,F,5\n".utf8))
    #expect(try RecordFile(reading: [Array((RecordFile.header + line).utf8)]).records == [record])
  }

  @Test(
    "is read with quotes, CRLF, a byte order mark and its columns in any order, in chunks of any size",
    arguments: [
      "name,year,sex,count\nMary,1880,F,7065\n", "name,year,sex,count\r\nMary,1880,F,7065",
      "\u{FEFF}count,sex,year,name\n7065,F,1880,Mary\n",
      "name,note,year,sex,count\n\"Mary\",\"a \"\"b\"\",\r\nc\",1880,F,7065\n",
    ],
    [1, 2, 3, 1_000]
  )
  func read(text: String, chunk: Int) throws {
    #expect(try Self.file(text, chunk: chunk).records == [Self.mary])
  }

  @Test("lets the last of two records with one key count, at the place of the first, and tells how many were replaced")
  func doubles() throws {
    let file = try Self.file("name,year,sex,count\nMary,1880,F,1\nAnna,1880,F,2\nMary,1880,F,7065\n")
    #expect(file.records.map(\.name) == ["Mary", "Anna"])
    #expect(file.records.first == Self.mary)
    #expect(file.replaced == 1)
  }

  @Test(
    "says line, column and what was expected when something is wrong with it",
    arguments: [
      ("", "line 1, column 1: the file is empty; expected a header with name, year, sex, count"),
      (
        "name,year,sex\n",
        "line 1, column 1: the header has no column count; expected name, year, sex, count, got name, year, sex"
      ),
      ("name,year,sex,count\nMary,1880,F\n", "line 2, column 1: 3 fields; expected 4, as in the header"),
      (
        "name,year,sex,count\nMary,1880,F,many\n",
        "line 2, column 13: count is \"many\"; expected a whole number from 0 to 2147483647"
      ),
      ("name,year,sex,count\nMary,0,F,1\n", "line 2, column 6: year is \"0\"; expected a year from 1 to 9999"),
      ("name,year,sex,count\nMary,1880,X,1\n", "line 2, column 11: sex is \"X\"; expected F or M"),
      (
        "name,year,sex,count\n\"Mary,1880,F,1\n",
        "line 2, column 1: a field in quotes is not closed; expected a \" before the end"
      ),
      (
        "name,year,sex,count\n\"Ma\"ry,1880,F,1\n",
        "line 2, column 5: text after a closing \"; expected a comma or the end of the line"
      ),
    ]
  )
  func wrong(text: String, message: String) {
    let error = #expect(throws: RecordFileError.self) { try Self.file(text) }
    #expect(error?.description == message)
  }

  @Test("is refused when it is not UTF-8")
  func encoding() {
    let bytes = Array("name,year,sex,count\nMar".utf8) + [0xFF] + Array(",1880,F,1\n".utf8)
    let error = #expect(throws: RecordFileError.self) { try RecordFile(reading: [bytes]) }
    #expect(error?.description == "line 2, column 1: the field is not UTF-8; expected the file in UTF-8")
  }
}

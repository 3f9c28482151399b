import Testing
import Texts

@Suite("A date or a time of a settings file")
struct CalendarTextTests {
  @Test(
    "counts from the start of 1970",
    arguments: [
      ("1970-01-01", 0), ("1970-01-02", 86_400_000), ("1972-03-01", 68_256_000_000),
      ("2000-02-29", 951_782_400_000), ("2027-01-15", 1_799_971_200_000), ("2100-03-01", 4_107_542_400_000),
      ("2199-12-31", 7_258_032_000_000),
    ]
  )
  func days(text: String, milliseconds: Int64) {
    #expect(CalendarText.startOfDay(text) == milliseconds)
    #expect(CalendarText.instant(text + "T23:59:59Z") == milliseconds + 86_399_000)
    #expect(CalendarText.text(milliseconds: milliseconds + 86_399_999) == text + "T23:59:59Z")
  }

  @Test(
    "is refused when the calendar does not have it",
    arguments: [
      "1969-12-31", "2200-01-01", "2027-02-29", "2100-02-29", "2027-00-01", "2027-13-01", "2027-04-31", "2027-01-00",
    ]
  )
  func unreal(text: String) {
    #expect(CalendarText.startOfDay(text) == nil)
    #expect(CalendarText.instant(text + "T00:00:00Z") == nil)
  }

  @Test(
    "has one form only",
    arguments: ["", "2027-1-15", "27-01-15", "2027/01/15", "2027-01-15 ", "+027-01-15", "２027-01-15", "2027-01-15T00"]
  )
  func malformed(text: String) {
    #expect(CalendarText.startOfDay(text) == nil)
  }

  @Test(
    "has a time of day that there is",
    arguments: ["T24:00:00Z", "T23:60:00Z", "T23:59:60Z", "T23:59:59", "t23:59:59Z", " 23:59:59Z", "T23:59:59+00:00"]
  )
  func times(suffix: String) {
    #expect(CalendarText.instant("2027-01-15" + suffix) == nil)
  }
}

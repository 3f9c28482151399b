import Testing
import Texts

@Suite("The nearest name")
struct NearestNameTests {
  @Test("is the one that the fewest slips lead to, if they are few")
  func near() {
    let names = NearestName(candidates: ["users", "within_seconds", "stagger_us"])
    #expect(names.match("user") == "users")
    #expect(names.match("usres") == "users")
    #expect(names.match("Users") == "users")
    #expect(names.match("within_second") == "within_seconds")
    #expect(names.match("stager_us") == "stagger_us")
    #expect(names.match("duration") == nil)
    #expect(names.match("") == nil)
    #expect(names.match(String(repeating: "u", count: 100_000)) == nil)
  }

  @Test("is the first in the alphabet of equally near ones")
  func ties() {
    #expect(NearestName(candidates: ["cat", "bat"]).match("at") == "bat")
  }
}

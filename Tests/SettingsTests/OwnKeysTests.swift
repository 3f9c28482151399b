import Testing

@testable import Settings

/// Prices of dishes, under names that the writer chooses.
private struct PriceList {
  var prices: [String] = []

  static func problems(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch { return error.problems.map(\.description) }
  }

  static func read(_ text: String) throws(SettingsProblems) -> PriceList {
    let kind = SettingsDocument.Kind(contents: "a price list", file: "a price list (.yaml)")
    return try SettingsDocument(text: text, file: "prices.yaml", kind: kind).read(PriceList(), section)
  }

  static var section: SettingSection<PriceList> {
    SettingSection([Setting("prices", \.prices, form, "Of dishes, each with one price or several.")])
  }

  private static var form: ValueForm<[String]> {
    ValueForm<[[String]]>.ownKeys(
      expectation: "a mapping from dishes to prices",
      schema: ValueForm<[Int]>.oneOrMore(of: .count(0...9), 1...2).schema,
      objection: { $0 == "nothing" ? "is no dish; expected something to eat." : nil }
    ) { dish in
      .oneOrMore(of: ValueForm<Int>.count(dish == "soup" ? 0...5 : 0...9).mapped { "\(dish) \($0)" }, 1...2)
    }
    .mapped { $0.flatMap { $0 } }
  }
}

@Suite("A mapping whose keys are the writer's own")
struct OwnKeysTests {
  @Test("has its entries in the order of the file, single values and lists alike")
  func order() throws {
    #expect(
      try PriceList.read("prices: { soup: 5, fish: [9, 0], \"a.b{c}\": 1 }").prices == [
        "soup 5", "fish 9", "fish 0", "a.b{c} 1",
      ]
    )
    #expect(try PriceList.read("prices: {}").prices == [])
  }

  @Test("judges each value by its key, and each key, all at once and at their lines")
  func problems() {
    let text = """
      prices:
        soup: 6
        nothing: 1
        fish: [1, 10]
        meat: [1, 2, 3]
        fish: 1
        egg:
      """
    #expect(
      PriceList.problems(text) == [
        "prices.yaml:2: prices.soup is 6; expected at most 5.",
        "prices.yaml:3: prices.nothing is no dish; expected something to eat.",
        "prices.yaml:4: prices.fish[1] is 10; expected at most 9.",
        "prices.yaml:5: prices.meat has 3 items; expected a list of 1 to 2 items.",
        "prices.yaml:6: prices.fish is given again; it stands in line 4 already.",
        "prices.yaml:7: prices.egg is empty; expected a whole number.",
      ]
    )
  }

  @Test("is a mapping")
  func other() {
    #expect(PriceList.problems("prices: 5") == ["prices.yaml:1: prices is 5; expected a mapping."])
    #expect(PriceList.problems("prices: [1]") == ["prices.yaml:1: prices is a list; expected a mapping."])
  }

  @Test("is one key of the format, and in a schema an object of any keys")
  func schema() {
    #expect(PriceList.section.paths == ["prices"])
    let schema = SchemaNode.object(PriceList.section.schema(PriceList())).json
    #expect(schema.contains("\"additionalProperties\": {\n        \"oneOf\": ["))
    #expect(schema.contains("\"maxItems\": 2"))
  }
}

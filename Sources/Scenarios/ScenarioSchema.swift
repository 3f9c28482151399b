import Settings

/// The format of scenario files as a JSON Schema (draft 2020-12), with which editors complete and check them.
///
/// It is made of the same keys that reading uses. Rules between keys are beyond it: a file that the schema passes may
/// still be refused. It is committed as `scenarios/schema.json`, which the shipped scenarios name.
package enum ScenarioSchema {
  /// A name and no address: nothing is to be fetched.
  static let identifier = "urn:booking-sim:scenario:\(ScenarioDraft.version)"

  /// The schema, without a newline at its end.
  package static func json() -> String {
    let head: [SchemaNode.Member] = [
      .init("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      .init("$id", .text(identifier)),
      .init("title", .text("Scenario of booking-sim")),
      .init("description", .text("What decides a run besides the design and the seed.")),
    ]
    return SchemaNode.object(head + ScenarioDraft.section.schema(ScenarioDraft())).json
  }

  /// Every key that a file may have, with the keys around it, such as `load.arrivals.users`; in the order of the format.
  package static var keys: [String] { ScenarioDraft.section.paths }
}

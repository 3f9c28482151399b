package import Results
import Scenarios
package import Settings

extension ResolvedScenario {
  /// - Parameters:
  ///   - path: the scenario file as the user named it.
  ///   - overrides: keys set beside it, one after the other.
  /// - Throws: `SettingsProblems` as reading a scenario does.
  package init(path: String, overrides: [SettingsOverride]) throws(SettingsProblems) {
    let (scenario, values) = try ScenarioFile.resolved(path: path, overrides: overrides)
    self.init(
      path: path,
      hash: scenario.hash,
      values: values.map { value in
        Value(key: value.key, value: Plain(value.value), source: Source(value.source))
      }
    )
  }
}

extension ResolvedScenario.Plain {
  fileprivate init(_ node: SchemaNode?) {
    switch node {
    case nil: self = .none
    case .flag(let flag)?: self = .flag(flag)
    case .number(let text)?: self = .number(text)
    case .text(let text)?: self = .text(text)
    case .array(let items)?: self = .list(items.map { Self($0) })
    case .object?: self = .text("{}")
    }
  }
}

extension ResolvedScenario.Source {
  fileprivate init(_ source: ScenarioValue.Source) {
    self =
      switch source {
      case .file(let line): .file(line: line)
      case .outside: .set
      case .usual: .usual
      case .follows(let key): .follows(key)
      }
  }
}

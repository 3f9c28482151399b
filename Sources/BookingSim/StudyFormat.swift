import ArgumentParser

/// How the result of a study is written.
enum StudyFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, csv
}

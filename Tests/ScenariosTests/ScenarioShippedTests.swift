import AccountScenarios
import Foundation
import LoadGeneration
import SimulatedHubSpot
import Testing

@testable import Scenarios

@Suite("The shipped scenarios")
struct ScenarioShippedTests {
  private static let directory = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/scenarios"

  private func load(_ name: String) throws -> Scenario { try ScenarioFile.load(path: "\(Self.directory)/\(name).yaml") }

  @Test("can all be run")
  func all() throws {
    let entries = try ScenarioCatalogue.list(in: Self.directory)
    #expect(entries.compactMap(\.problems) == [])
    #expect(entries.count > 10)
    for entry in entries {
      guard case .scenario(_, let visitors) = entry.contents else {
        Issue.record("\(entry.name) is no scenario")
        continue
      }
      #expect(visitors > 0, "\(entry.name) has no visitors")
    }
  }

  @Test("name the schema for editors in their first line, by the way from where they stand", arguments: Self.files)
  func schema(_ file: String) throws {
    let depth = file.split(separator: "/").count - 1
    let text = try String(contentsOfFile: "\(Self.directory)/\(file)", encoding: .utf8)
    let way = String(repeating: "../", count: depth) + "schema.json"
    #expect(text.hasPrefix("# yaml-language-server: $schema=\(way)\n"), "\(file)")
  }

  /// All scenario files: a file of claims is none.
  private static let files: [String] = ["", "claims/scenarios/", "league/"].flatMap { directory in
    let names = try? FileManager.default.contentsOfDirectory(atPath: "\(Self.directory)/\(directory)")
    return (names ?? []).filter { $0.hasSuffix(".yaml") }.sorted().map { directory + $0 }
  }

  @Test("mean the same without their comments")
  func comments() throws {
    #expect(Self.files.count > 15)
    for file in Self.files {
      let path = "\(Self.directory)/\(file)"
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      let bare = lines.filter { !$0.hasPrefix("#") }.joined(separator: "\n")
      let scenario = try ScenarioFile.parse(text: bare, fileName: path)
      #expect(scenario.hash == (try ScenarioFile.load(path: path).hash), "\(file)")
    }
  }

  @Test("all decide different runs")
  func hashes() throws {
    let hashes = try ScenarioCatalogue.list(in: Self.directory).map { try load($0.name).hash }
    #expect(Set(hashes).count == hashes.count)
  }

  @Test("differ from rush-100 by what their names say")
  func differences() throws {
    let rush = try load("rush-100")
    var scarce = rush
    scarce.draft.portal.capacityPerExam = 8
    #expect(try load("rush-100-scarce").hash == scarce.hash)
    var shared = rush
    shared.draft.hubSpot.otherTraffic = OtherTraffic(tenSecondPercent: 30, searchPercent: 30)
    #expect(try load("rush-100-other-traffic").hash == shared.hash)
    var spread = rush
    spread.draft.load.arrivals = .even(count: 100, within: .seconds(60))
    #expect(try load("spread-100").hash == spread.hash)
    var waves = rush
    let wave = ArrivalProcess.even(count: 100, within: .seconds(1))
    waves.draft.load.arrivals = .phases([wave, .pause(.seconds(299)), wave, .pause(.seconds(299)), wave])
    #expect(try load("three-waves").hash == waves.hash)
    #expect(try load("instances-8").hash == rush.with(instances: 8).hash)
    var poor = rush
    poor.draft.portal.creditsPerType = 0
    #expect(try load("no-credits").hash == poor.hash)
    var double = rush
    double.draft.load.behaviour.doubleClick = .init(
      share: try #require(Probability(0.5)),
      after: .milliseconds(150),
      key: .same
    )
    #expect(try load("double-click").hash == double.hash)
    spread.draft.load.behaviour.cancel = .init(
      share: try #require(Probability(0.5)),
      after: .seconds(5) ... .seconds(60),
      rebookAfter: .seconds(5) ... .seconds(30),
      rebooks: .sameExam
    )
    #expect(try load("cancel-and-rebook").hash == spread.hash)
  }

  @Test("have one without any variation")
  func constant() throws {
    var expected = try load("rush-100")
    expected.draft.load.arrivals = .even(count: 100, within: .seconds(1), stagger: .microseconds(7))
    expected.draft.load.examChoice = .roundRobin
    expected.draft.load.behaviour.comeBacksAtMost = 0
    expected.draft.hubSpot.burstPerSecond = .off
    expected.draft.hubSpot.latency.sigma = 0
    expected.draft.hubSpot.latency.wayUp = .zero
    expected.draft.hubSpot.latency.wayUpSigma = 0
    expected.draft.store.commandLatency = .zero
    #expect(try load("rush-100-constant").canonicalText == expected.canonicalText)
  }
}

import BookingAPI
import BookingCore
import Fixtures
import LiteralTimes
import LoadGeneration
import Measures
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

@Suite("The answers of the booking API")
struct EndpointSampleTests {
  @Test("are samples whatever the endpoint, in every design", arguments: DesignRegistry.all.map(\.name))
  func samples(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    var scenario = Scenario.rush(users: 10)
    scenario.draft.load.behaviour.browse = VisitorBehaviour.Browse(
      share: .certain,
      thinkTime: .seconds(1)...(.seconds(5))
    )
    scenario.draft.load.behaviour.cancel = VisitorBehaviour.Cancel(
      share: .certain,
      after: .seconds(60)...(.seconds(90)),
      rebookAfter: .seconds(5)...(.seconds(10)),
      rebooks: .otherExam
    )
    let run = try ScenarioRun(scenario, design, seed: 4).measured()
    let answers = Dictionary(grouping: run.samples.answers, by: \.endpoint)
    let asked: Set = ["browse", "create", "cancel"]
    #expect(Set(answers.keys) == (design.queuesRequests ? asked.union(["queue-status"]) : asked))
    #expect(answers["browse"]?.count == 10)
    #expect(answers["create"]?.count == run.summary.bookings.attempts)
    #expect(answers["cancel"]?.count { $0.outcome == .confirmed } == run.summary.bookings.cancelled)
    // Who asks for a place in a queue asks of no object.
    #expect(run.samples.answers.allSatisfy { $0.subject.isEmpty == ($0.endpoint == "queue-status") })
    #expect(run.samples.answers.allSatisfy { $0.answeredAt > $0.at })
    // They are told apart by visitor and request, and none is kept twice.
    #expect(Set(run.samples.answers.map { "\($0.visitor ?? -1)/\($0.request)" }).count == run.samples.answers.count)
  }

  @Test("enter no digest", arguments: DesignRegistry.all.map(\.name))
  func digest(_ name: String) throws {
    let run = ScenarioRun(.rush(users: 10), try #require(DesignRegistry.named(name)), seed: 4)
    #expect(try run.measured().summary.digest == run.summary().digest)
  }

  @Test("mean the creation of a booking where no endpoint is named")
  func creation() {
    #expect(AnswerSample.creation == BookingRequest.endpoint.name)
  }
}

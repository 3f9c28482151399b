package import BookingCore
import DeterministicRuntime
import Hosting
import HubSpotAPI
package import Scenarios

/// Sends HubSpot calls through everything that a booking's calls pass, without any booking: what a single call costs
/// this program can be measured with it.
package struct CallProbe: Sendable {
  private let scenario: Scenario
  private let design: Design

  package init(_ scenario: Scenario, _ design: Design) {
    self.scenario = scenario
    self.design = design
  }

  /// Reads contacts, `calls` times in all, from `tasks` tasks at once.
  package func run(calls: Int, tasks: Int) throws {
    let (scenario, design) = (scenario, design)
    _ = try Simulation.run {
      let observer = RunObserver(epochMilliseconds: scenario.hubSpot.epoch)
      let recorder = RunRecorder(observer: observer)
      let world = try await World.open(scenario, design, random: KeyedRandom(seed: 1), recorder: recorder)
      guard let instance = world.host.afterwards?.core else { return }
      try await withThrowingDiscardingTaskGroup { group in
        for task in 0..<tasks {
          group.addTask {
            for call in 0..<(calls / tasks) {
              let client = instance.client(for: .visitor(task, request: call))
              let contact = world.portal.contacts[task % world.portal.contacts.count]
              let query = ObjectQuery(.contacts, .id(contact), properties: BookingSchema.Contact.all)
              _ = try await client.read(query, Labels.contactRead)
            }
          }
        }
      }
    }
  }
}

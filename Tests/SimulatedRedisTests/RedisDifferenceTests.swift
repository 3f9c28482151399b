import DeterministicRuntime
import Ports
import SimulatedRedis
import Testing

/// The simulated Redis beside a real one. `.ci/run` installs `redis-server`; where there is none, this says so.
@Suite("The simulated Redis beside a real one", .serialized)
struct RedisDifferenceTests {
  private static let isInstalled = RedisServer.path != nil
  private static let reason: Comment = "redis-server is not installed"

  /// What the simulated store answers, one after the other.
  private func simulated(_ commands: [RandomCommand]) throws -> [String] {
    try Simulation.run {
      let store = SimulatedRedis(latency: .zero)
      var answers: [String] = []
      for command in commands {
        do throws(StoreError) {
          answers.append(try await store.run(StoreScript("test", command.run)))
        } catch {
          answers.append(error.redisWord)
        }
      }
      return answers
    }.output
  }

  /// What a server answers, in the same form: members of a set in the order of their bytes, times left in seconds rounded
  /// up, for some milliseconds have gone by.
  private func real(_ commands: [RandomCommand]) throws -> [String] {
    let server = try RedisServer()
    var answers: [String] = []
    for start in stride(from: 0, to: commands.count, by: 500) {
      let batch = commands[start..<min(start + 500, commands.count)]
      for (command, reply) in zip(batch, try server.replies(batch.map(\.words))) {
        answers.append(Self.shown(reply, of: command.words[0]))
      }
    }
    return answers
  }

  private static func shown(_ reply: RedisServer.Reply, of name: String) -> String {
    switch (name, reply) {
    case ("SMEMBERS", .list(let members)):
      let texts = members.compactMap { if case .bulk(let text) = $0 { text } else { nil } }
      let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      return RedisServer.Reply.list(sorted.map { .bulk($0) }).description
    case ("PTTL", .whole(let left)) where left > 0: return RandomCommand.roundedUp(left)
    default: return reply.description
    }
  }

  @Test(
    "answers the same to random commands",
    .enabled(if: isInstalled, reason),
    .timeLimit(.minutes(2)),
    arguments: 1...4
  )
  func random(_ seed: Int) throws {
    let random = KeyedRandom(seed: UInt64(seed))
    let commands = (0..<10_000).map { RandomCommand(random, $0) }
    let (own, other) = (try simulated(commands), try real(commands))
    let different = commands.indices.filter { !own[$0].utf8.elementsEqual(other[$0].utf8) }
    #expect(
      different.isEmpty,
      "\(different.count) differ; \(different.prefix(5).map { "\($0): \(commands[$0].words): \(own[$0]), Redis \(other[$0])" })"
    )
  }
}

import DeterministicRuntime
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import Testing
import VirtualTime

/// Calls wait all the time, so that whatever is not used is wasted; meanwhile something changes, by chance, and changes back.
@Suite("A client that knows HubSpot's windows, and calls that wait while HubSpot changes")
struct ChangingHubSpotTests {
  private static let seeds = 1...20 as ClosedRange<UInt64>

  // Two in a hundred are never used: the reserve, and what is held for the way up. Calls that take longer on it than the 100 ms
  // that they are given may meet a window that has no room yet.
  @Test("HubSpot becomes slow", arguments: seeds)
  func slow(_ seed: UInt64) throws {
    let run = try Self.run(seed) { episode, draw in episode.latencyScale = 2 + 3 * draw.uniform() }
    #expect(run.refused <= 4)
    #expect(run.unused < 0.03)
  }

  // What is sent before the first refusal is heard of is lost: calls that came within a second go again within one, a window
  // later, and hear of nothing for up to 0.4 s. Then a second's pause, and a reserve of one place in as few as 20.
  @Test("HubSpot lowers its limit", arguments: seeds)
  func lowered(_ seed: UInt64) throws {
    let run = try Self.run(seed) { episode, draw in episode.tenSecondLimit = draw.uniformInteger(in: 20..<80) }
    #expect(run.refused <= 40)
    #expect(run.unused < 0.1)
  }

  // Each reply tells of others: only those fill the window unseen that come while this client's last calls are on their way.
  @Test("other apps come and go", arguments: seeds)
  func others(_ seed: UInt64) throws {
    let run = try Self.run(seed) { episode, draw in
      episode.otherTenSecondPercent = draw.uniformInteger(in: 10..<60)
    }
    #expect(run.refused <= 3)
    #expect(run.unused < 0.04)
  }

  // The same; nothing is heard of for longer.
  @Test("all of that comes at once", arguments: seeds)
  func all(_ seed: UInt64) throws {
    let run = try Self.run(seed) { episode, draw in
      episode.latencyScale = 1 + 2 * draw.uniform()
      episode.tenSecondLimit = draw.uniformInteger(in: 40..<80)
      episode.otherTenSecondPercent = draw.uniformInteger(in: 10..<30)
    }
    #expect(run.refused <= 60)
    #expect(run.unused < 0.1)
  }

  // A call that ends at its deadline is one that nobody has heard of in time. The first window alone has places for 25 callers;
  // those who have begun before the limit falls are not all served.
  @Test("callers who make four calls each hear before their deadline when they cannot be served", arguments: seeds)
  func deadlines(_ seed: UInt64) throws {
    var draw = KeyedRandom(seed: seed).draw("episode")
    let limit = draw.uniformInteger(in: 20..<80)
    let episode = HubSpotEpisode(from: .seconds(10 * draw.uniform()), until: .seconds(60), tenSecondLimit: limit)
    let ends = try simulate { [episode] in
      let account = try await PacedAccount.open(seed: seed, episodes: [episode])
      let transport = PacedTransport(account.context(), KnownWindows(account.context().settings.pacing))
      return await account.visit(80, calls: 4, within: .seconds(1), lasting: .seconds(30), through: transport)
    }
    #expect(ends.count { $0.early <= .zero } <= 1)
    #expect(ends.count(where: \.isServed) > 10)
  }

  private struct Run {
    var refused: Int
    /// Of the limit, what neither this client used nor other apps asked for, on average.
    var unused: Double
  }

  private static func run(_ seed: UInt64, _ change: @Sendable (inout HubSpotEpisode, inout Draw) -> Void) throws -> Run
  {
    var draw = KeyedRandom(seed: seed).draw("episode")
    let from = Duration.seconds(5 + 20 * draw.uniform())
    var episode = HubSpotEpisode(from: from, until: from + .seconds(20 + 30 * draw.uniform()))
    change(&episode, &draw)
    return try simulate { [episode] in
      let account = try await PacedAccount.open(seed: seed, episodes: [episode])
      let context = account.context { $0.longestForegroundWait = .seconds(1_000) }
      let transport = PacedTransport(context, KnownWindows(context.settings.pacing))
      let outcome = await account.send(900, within: .seconds(1), through: [transport])
      return Run(
        refused: outcome.refused,
        unused: unused(account.judgements.events.filter { $0.refusedBy == nil }.map(\.at.seconds), episode)
      )
    }
  }

  /// - Parameter admitted: when calls were admitted, in seconds.
  private static func unused(_ admitted: [Double], _ episode: HubSpotEpisode) -> Double {
    let (from, until) = (episode.from / .seconds(1), episode.until / .seconds(1))
    let othersPerSecond = Double(episode.otherTenSecondPercent ?? 0) / 10
    let times = stride(from: 2, to: admitted.last ?? 2, by: 0.1)
    let shares = times.map { time in
      let limit = from..<until ~= time ? Double(episode.tenSecondLimit ?? 100) : 100
      let own = admitted.count { $0 > time - 10 && $0 <= time }
      let others = othersPerSecond * max(0, min(time, until) - max(time - 10, from))
      return max(0, limit - Double(own) - others) / limit
    }
    return shares.reduce(0, +) / Double(shares.count)
  }
}

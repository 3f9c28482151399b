import BookingAPI
import HubSpotAPI
import HubSpotClient
package import Ports

/// Serves the requests that wait in the queue, at the queue's pace, many at a time. Every instance does; a request is one
/// claimant's at a time.
///
/// A pass goes on until nothing is ready and nothing that it has begun is still under way.
package struct RequestServing: BackgroundJob {
  package let name = "bookings"
  package var interval: Duration { engine.context.settings.requestQueue.interval }
  /// While there is work the queue is looked at so often.
  private static let glance: Duration = .milliseconds(100)
  /// A call that waits no longer than this for its turn counts as having room.
  private static let horizon: Duration = .seconds(1)

  private let engine: BookingEngine
  private let queue: RequestQueue

  init(_ engine: BookingEngine, _ queue: RequestQueue) {
    var context = engine.context
    context.transport = queue.calls
    self.engine = BookingEngine(engine.parts, context)
    self.queue = queue
  }

  private var context: CoreContext { engine.context }

  package func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    let work = ServingPass()
    await withDiscardingTaskGroup { group in
      while await !work.isGone {
        do throws(Interruption) {
          let (limit, claims) = try await claim()
          await work.begin(claims)
          if let limit { await tell(waiting: work.waiting(limit > 0 ? claims.held : nil), settled: work.takeSettled()) }
          for claimed in claims.requests {
            group.addTask { await work.end(await serve(claimed)) }
          }
          if await work.isIdle, let limit, limit > 0, claims.requests.isEmpty, claims.held == 0 { break }
          try await context.sleep(for: Self.glance)
        } catch {
          await work.lose()
        }
      }
    }
    guard await !work.isGone else { throw InstanceGone() }
    return await work.hasServed ? .foundWork : .foundNothing
  }

  /// Tells of a look at the queue, as the workers of the other queues do.
  private func tell(waiting: Int, settled: Int) async {
    let pace = await queue.expectedPace()
    context.events.record(
      .queuePass(
        QueuePass(queue: RequestRecords.ready, pace: pace, waiting: waiting, settled: settled, isRefused: false)
      )
    )
  }

  /// Claims as many as there is room for; none while another pass of this instance does, which would see the same room.
  ///
  /// - Returns: how much room there was, nil where it was not looked for, and what is claimed.
  private func claim() async throws(Interruption) -> (room: Int?, RequestQueue.Claims) {
    guard await queue.calls.startClaiming() else { return (nil, RequestQueue.Claims()) }
    let limit = await room()
    guard limit > 0 else {
      await queue.calls.endClaiming([])
      return (0, RequestQueue.Claims())
    }
    do throws(Interruption) {
      let claims = try await queue.claim(limit, context)
      await queue.calls.endClaiming(claims.requests.map(\.entry.origin))
      return (limit, claims)
    } catch {
      await queue.calls.endClaiming([])
      throw error
    }
  }

  /// How many more requests may be begun now.
  private func room() async -> Int {
    let settings = context.settings.requestQueue
    let underWay = await queue.calls.requestsUnderWay
    let width = settings.width - underWay
    // Of merged calls many bookings share one.
    guard queue.pace == .following, context.merging == nil, width > 0,
      let room = await context.turns?.room(isSearch: false, within: Self.horizon)
    else { return width }
    let (cost, outstanding) = (await queue.calls.callsToBegin, await queue.calls.outstanding)
    let begun = (room - outstanding) / cost
    // Where the limits have room for less than a booking, one at a time is served.
    return min(width, underWay == 0 && room > 0 ? max(1, begun) : max(0, begun))
  }

  /// - Returns: whether the instance still lives.
  private func serve(_ claimed: RequestQueue.Claimed) async -> Bool {
    let entry = claimed.entry
    queue.report(.begun(entry.id, round: entry.round, attempt: entry.tries))
    do {
      let outcome = try await LeaseKeeper.during(context, shortest: claimed.lease.duration) {
        (keeper) async throws(Interruption) in
        await keeper.keep(claimed.lease)
        do {
          return try await entry.request.booked(by: engine, from: entry.origin)
        } catch {
          throw .instanceGone
        }
      }
      if case .confirmed = outcome {
        await queue.calls.end(entry.origin, isTypical: true)
      } else {
        await queue.calls.end(entry.origin, isTypical: false)
      }
      _ = try await queue.settle(claimed, settlement(of: entry, outcome), context)
      return true
    } catch {
      await queue.calls.end(entry.origin, isTypical: false)
      return false
    }
  }

  private func settlement(of entry: QueueEntry, _ outcome: BookingOutcome) -> RequestQueue.Settlement {
    switch outcome {
    case .confirmed(let booking): return .ended(.confirmed(booking))
    case .refused(let reason): return .ended(.refused(reason))
    case .failed(let reason):
      let (settings, now) = (context.settings.requestQueue, context.time.now)
      // Somebody else holds the contact or the last seats, and will let go of them: nothing is wrong with the request.
      let isBusy = reason == .busy && now - entry.queuedAt < settings.busyPatience
      guard isBusy || entry.tries < settings.tries else { return .ended(.failed(reason)) }
      let tries = isBusy ? 1 : entry.tries
      return .again(at: now + backOff(of: entry, tries), isCounted: !isBusy)
    case .accepted, .turnedAway: preconditionFailure("a queued request was queued again")
    }
  }

  /// Doubled with every try, and between half of it and all of it, so that those that failed together do not come back
  /// together.
  private func backOff(of entry: QueueEntry, _ tries: Int) -> Duration {
    let settings = context.settings.requestQueue
    let doubled = settings.backOff * (1 << min(20, tries - 1))
    let longest = min(settings.longestBackOff, doubled)
    let fraction = context.chance.fraction(
      "queue back-off",
      entry.origin.number ?? 0,
      entry.origin.request,
      entry.round * 1_000 + tries
    )
    return longest / 2 + .milliseconds(Int64(fraction * Double((longest / 2).wholeMilliseconds)))
  }
}

/// What a pass has begun.
private actor ServingPass {
  private var underWay = 0
  private var settled = 0
  private var held = 0
  private(set) var hasServed = false
  /// Whether the instance has died.
  private(set) var isGone = false

  var isIdle: Bool { underWay == 0 }

  func begin(_ claims: RequestQueue.Claims) {
    underWay += claims.requests.count
    settled += claims.gone.count
    hasServed = hasServed || !claims.requests.isEmpty || !claims.gone.isEmpty
  }

  /// How many wait.
  ///
  /// - Parameter held: nil where it was not looked: then as many as before.
  func waiting(_ held: Int?) -> Int {
    self.held = held ?? self.held
    return self.held
  }

  /// How many have come to an end since this was asked last.
  func takeSettled() -> Int {
    defer { settled = 0 }
    return settled
  }

  /// - Parameter lives: whether the instance does.
  func end(_ lives: Bool) {
    underWay -= 1
    settled += 1
    if !lives { isGone = true }
  }

  func lose() { isGone = true }
}

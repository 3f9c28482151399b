import AccountScenarios
import DeterministicRuntime
import Faults

/// Who lives, and who is struck dead.
struct InstanceLives: Sendable {
  private struct Life {
    let fence: Fence
    let struck: Wakeup
    var backAfter: Duration?
  }

  private struct Lives {
    var current: [Int: Life] = [:]
    var deaths = 0
  }

  private let lives = SimulationLocal(Lives())

  /// How often an instance has died.
  var deaths: Int { lives.withValue { $0.deaths } }

  /// - Returns: woken when the instance is struck dead.
  func begin(_ instance: Int, _ fence: Fence) -> Wakeup {
    let struck = Wakeup("the death of instance \(instance)")
    lives.withValue { $0.current[instance] = Life(fence: fence, struck: struck) }
    return struck
  }

  /// Ends the lives that a crash is about, where there are any.
  func strike(_ crash: CrashSettings) {
    let struck = lives.withValue { lives -> [Life] in
      let instances = crash.instance.map { [$0] } ?? lives.current.keys.sorted()
      return instances.compactMap { instance in
        guard let life = lives.current[instance], !life.fence.isClosed else { return nil }
        lives.current[instance]?.backAfter = crash.backAfter
        return life
      }
    }
    for life in struck {
      life.fence.close()
      life.struck.wake()
    }
  }

  /// The instance has died.
  ///
  /// - Returns: how long until there is another in its place; nil when nothing has been said.
  func bury(_ instance: Int) -> Duration? {
    lives.withValue { lives in
      lives.deaths += 1
      return lives.current.removeValue(forKey: instance)?.backAfter
    }
  }

  /// The instance has nothing left to do, or cannot go on.
  func end(_ instance: Int) { lives.withValue { $0.current[instance] = nil } }
}

import Faults
import Measures
import SyncSimulation

/// Runs in each of which the first instance meets a fault at the next use of a port, until none is left to meet it at.
struct PortSweep {
  private static let most = 500

  let fault: Fault
  let run: SyncRun

  /// - Parameter judge: is given each run and the number of the port call that was struck, from 1.
  /// - Returns: at how many port calls an instance died; as many as there may be when it never came to an end.
  func struck(_ judge: (SyncSummary, Int) -> Void) throws -> Int {
    for number in 1...Self.most {
      var run = run
      run.faults = { instance, life in
        guard instance == 0, life == 0 else { return nil }
        let script = FaultScript()
        script.strikePort(number, fault)
        return script
      }
      let summary = try run.summary()
      judge(summary, number)
      if summary.deaths == 0 { return number - 1 }
    }
    return Self.most
  }
}

import HubSpotAPI
import LiteralTimes
import Measures
import Testing
import VirtualTime

@testable import Reports

@Suite("The rows of a run")
struct RunRowsTests {
  @Test("are all digits of every attempt, call and window")
  func rows() {
    let run = MeasuredRun(
      summary: .example(design: "phase2", confirmed: 1, p50: 1),
      samples: RunSamples(
        answers: [
          AnswerSample(
            origin: .visitor(3, request: 1),
            subject: "17",
            at: 1_000_000_001,
            answeredAt: 2_500_000_002,
            outcome: .failed,
            code: "BUSY"
          ),
          AnswerSample(
            endpoint: "browse",
            origin: .visitor(4, request: 0),
            subject: "17",
            at: 0,
            answeredAt: 1_000_000,
            outcome: .answered,
            code: "FREE"
          ),
        ],
        requests: [
          RequestSample(
            at: 5,
            judgedAt: 10_000_005,
            answeredAt: 20_000_005,
            call: "exam_read",
            origin: .visitor(3, request: 1),
            tryNumber: 2,
            isSearch: false,
            status: 429,
            refusedBy: .burst,
            isFinalRefusal: false,
            inputs: 1
          )
        ]
      )
    )
    let rows = RunRows(run)
    #expect(
      rows.attempts == """
        version,design,seed,visitor,request,exam,intended_at_seconds,answered_at_seconds,response_ms,outcome,code
        1,phase2,3,3,1,17,1.000000001,2.500000002,1500.000001,failed,BUSY

        """
    )
    #expect(
      rows.answers == """
        version,design,seed,endpoint,visitor,request,subject,intended_at_seconds,answered_at_seconds,response_ms,outcome,code
        1,phase2,3,create,3,1,17,1.000000001,2.500000002,1500.000001,failed,BUSY
        1,phase2,3,browse,4,0,17,0.000000000,0.001000000,1.000000,answered,FREE

        """
    )
    #expect(
      rows.requests.hasSuffix(
        "\n1,phase2,3,0.000000005,0.010000005,0.020000005,20.000000,exam_read,visitor-3/1,2,ten_second,1,429,BURST\n"
      )
    )
    #expect(
      rows.windows == """
        version,design,seed,second,ten_second_sent,ten_second_admitted,ten_second_limit
        1,phase2,3,0,2,2,8
        1,phase2,3,1,7,6,8
        1,phase2,3,2,5,4,8

        """
    )
  }
}

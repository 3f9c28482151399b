import DeterministicRuntime
import Testing

@Suite("A run digest")
struct RunDigestTests {
  private func digest(_ build: (inout RunDigest) -> Void) -> RunDigest {
    var digest = RunDigest()
    build(&digest)
    return digest
  }

  @Test("has values that never change")
  func golden() {
    #expect(RunDigest().description == "e220a8397b1dcdaf")
    #expect(digest { $0.combine(1) }.description == "546c267d7056bf74")
    #expect(digest { $0.combine(-1) }.description == "060fd879901cddd6")
    #expect(digest { $0.combine("Prüfung am 9. Mai") }.description == "64ba696356e2b7fb")
    let mixed = digest { digest in
      digest.combine(true)
      digest.combine(UInt64.max)
      digest.combine(Int64.min)
      digest.combine("")
      digest.combine("12345678")
      digest.combine("123456789")
    }
    #expect(mixed.description == "8b1c2e12d2f76b69")
  }

  @Test("is what its description says it is")
  func documented() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in [5, 0x2121_6948] as [UInt64] {
      let sum = state ^ word
      state = (sum << 29 | sum >> 35) &* 0x9FB2_1C65_1E98_DF25
      state ^= state >> 32
    }
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    state ^= state >> 31
    let digest = digest { digest in
      digest.combine(5)
      digest.combine(UInt64(0x2121_6948))
    }
    #expect(digest.value == state)
    #expect(
      self.digest { $0.combine("Hi!!!") }
        == self.digest { digest in
          digest.combine(5)
          digest.combine(UInt64(0x21_2121_6948))
        }
    )
  }

  @Test("tells order, number and kind of what it takes in apart")
  func distinguishes() {
    let digests = [
      digest { _ in },
      digest { $0.combine(0) },
      digest { digest in
        digest.combine(0)
        digest.combine(0)
      },
      digest { digest in
        digest.combine(1)
        digest.combine(2)
      },
      digest { digest in
        digest.combine(2)
        digest.combine(1)
      },
      digest { $0.combine("ab") },
      digest { digest in
        digest.combine("a")
        digest.combine("b")
      },
    ]
    #expect(Set(digests.map(\.value)).count == digests.count)
  }

  @Test("of one bit more differs in about half of its bits")
  func avalanche() {
    let base = digest { $0.combine(0) }.value
    for bit in 0..<64 {
      let difference = (base ^ digest { $0.combine(UInt64(1) << bit) }.value).nonzeroBitCount
      #expect((12...52).contains(difference))
    }
  }
}

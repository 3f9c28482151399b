import LoadGeneration
import Settings

extension AvailableStep {
  static var keys: SettingAlternative<any VisitorStep> {
    .step("available", as: AvailableStep.self, AvailableStep(), "Looks which exams can be booked.") {
      [
        Setting("type", \.kind, .choice, "Which exams: clinical, situational or mini; or discussion, for discussions."),
        Setting("realtime", \.isRealTime, .flag, "Whether seats are counted for the answer."),
      ]
    }
  }
}

extension CreditsStep {
  static var keys: SettingAlternative<any VisitorStep> {
    .step("credits", as: CreditsStep.self, CreditsStep(), "Looks what credits the visitor has.") { [] }
  }
}

extension DetailStep {
  static var keys: SettingAlternative<any VisitorStep> {
    .step("detail", as: DetailStep.self, DetailStep(), "Looks at the visitor's last booking, if there is one.") { [] }
  }
}

extension SyncStep {
  static var keys: SettingAlternative<any VisitorStep> {
    .step("sync", as: SyncStep.self, SyncStep(), "Has the counts of taken seats corrected.") { [] }
  }
}

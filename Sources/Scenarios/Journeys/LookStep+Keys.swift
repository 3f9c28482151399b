import LoadGeneration
import Settings

extension LookStep {
  static var keys: SettingAlternative<any VisitorStep> {
    .step("look", as: LookStep.self, LookStep(), "Looks at the booking page.") { [] }
  }
}

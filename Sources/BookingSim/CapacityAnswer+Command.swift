import Findings
import Reports

extension CapacityAnswer {
  func text(_ format: StudyFormat, _ style: TerminalStyle) throws -> String {
    switch format {
    case .text: CapacityReport(self, style).text
    case .csv: CapacityReport(self, style).csv
    case .json: try JSONReport.text(self) + "\n"
    }
  }
}

import GatewaySandbox
import Testing

/// A gateway that is to be ruled otherwise has rules of names that there are.
@Suite struct RuleNameTests {
  @Test func aRuleThatThereIsNotIsTold() async {
    var configuration = SandboxConfiguration()
    configuration.rulesOff = ["host", "tga"]
    await #expect { try await Sandbox.start(configuration) } throws: {
      "\($0)" == "there is no rule 'tga': did you mean 'tag'?"
    }
  }

  @Test func aPatternIsForAField() async {
    var configuration = SandboxConfiguration()
    configuration.stricter = ["services": "^x"]
    await #expect { try await Sandbox.start(configuration) } throws: { "\($0)".contains("not for 'services'") }
  }
}

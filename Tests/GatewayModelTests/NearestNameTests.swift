import Diagnostics
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("hots", "host"), ("servies", "services"), ("conect_timeout", "connect_timeout"), ("protocl", "protocol"),
  ])
  func findsWhatWasMeant(written: String, meant: String) {
    let names = ["host", "port", "services", "routes", "connect_timeout", "read_timeout", "protocol", "protocols"]
    #expect(NearestName.find(written, among: names) == meant)
  }

  @Test func doesNotGuessWildly() {
    #expect(NearestName.find("zebra", among: ["host", "port", "path"]) == nil)
    #expect(NearestName.find("", among: ["host"]) == nil)
  }
}

import Foundation
import Testing

/// Folders in which links lead to files and folders.
@Suite struct LinkedFolderTests {
  /// As Kubernetes mounts a ConfigMap: each file is there once, under a link through a link.
  @Test func whatIsMountedIsReadOnce() async throws {
    try await Gateway.run { gateway in
      let folder = gateway.scratch.url("mounted")
      let files = FileManager.default
      try files.createDirectory(at: folder.appendingPathComponent("..2026_01"), withIntermediateDirectories: true)
      try gateway.file("services: [{name: s, host: h}]\n", named: "mounted/..2026_01/kong.yaml")
      try files.createSymbolicLink(
        atPath: folder.appendingPathComponent("..data").path, withDestinationPath: "..2026_01")
      try files.createSymbolicLink(
        atPath: folder.appendingPathComponent("kong.yaml").path, withDestinationPath: "..data/kong.yaml")
      // A way back up is none into the depths.
      try files.createSymbolicLink(atPath: folder.appendingPathComponent("again").path, withDestinationPath: ".")
      let run = try await gateway.fairlead("sync", "mounted")
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.everything)")
      #expect(run.output.contains("Created: 1\n"))
      try gateway.file("services: [{name: s}]\n", named: "mounted/..2026_01/kong.yaml")
      let faulty = try await gateway.fairlead("validate", "mounted")
      #expect(faulty.errors.contains("mounted/kong.yaml:2:"), "\(faulty.errors)")
    }
  }

  @Test func aLinkedFolderIsEnteredAndOneThatLeadsNowhereIsTold() async throws {
    try await Gateway.run { gateway in
      let files = FileManager.default
      for name in ["team", "common"] {
        try files.createDirectory(at: gateway.scratch.url(name), withIntermediateDirectories: true)
      }
      try gateway.file("services: [{name: common, host: h}]\n", named: "common/a.yaml")
      try gateway.file("services: [{name: own, host: h}]\n", named: "team/b.yaml")
      try files.createSymbolicLink(atPath: gateway.scratch.url("team/linked").path, withDestinationPath: "../common")
      let run = try await gateway.fairlead("sync", "team")
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.named("services").keys.sorted() == ["common", "own"])
      try files.createSymbolicLink(atPath: gateway.scratch.url("team/gone.yaml").path, withDestinationPath: "nowhere")
      // Where a folder stands itself is its path, in whatever order they are met.
      try files.createDirectory(at: gateway.scratch.url("both/z"), withIntermediateDirectories: true)
      try files.createDirectory(at: gateway.scratch.url("both/a"), withIntermediateDirectories: true)
      try gateway.file("services: [{name: s}]\n", named: "both/z/kong.yaml")
      try files.createSymbolicLink(atPath: gateway.scratch.url("both/a/link").path, withDestinationPath: "../z")
      let both = try await gateway.fairlead("validate", "both")
      #expect(both.errors.contains("both/z/kong.yaml:2:"), "\(both.errors)")
      let gone = try await gateway.fairlead("sync", "team")
      #expect(gone.status == 1 && gone.errors.contains("team/gone.yaml"), "\(gone.everything)")
    }
  }
}

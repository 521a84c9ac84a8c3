// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "fairlead",
  products: [
    .executable(name: "fairlead", targets: ["fairlead"]),
    .executable(name: "fairlead-sandbox", targets: ["fairlead-sandbox"]),
    // For the package of benchmarks, which measures the rooms one by one.
    .library(
      name: "FairleadRooms",
      targets: [
        "AdminAPI", "Diagnostics", "Documents", "GatewayModel", "GatewaySchemas", "Reconciliation", "StateFiles",
      ]),
    .library(name: "CMalloc", targets: ["CMalloc"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/apple/swift-crypto.git", "3.0.0"..<"5.0.0"),
  ],
  targets: [
    // System libraries, with the few C shims that Swift needs to call them.
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    .systemLibrary(name: "CMalloc"),

    // The rooms of the tool, from left to right: each knows only rooms above it.
    .target(name: "Diagnostics", swiftSettings: settings),
    .target(name: "Documents", dependencies: ["Diagnostics", "CLibYAML"], swiftSettings: settings),
    .target(name: "GatewayModel", dependencies: ["Diagnostics", "Documents"], swiftSettings: settings),
    // API documents, and what is made of them.
    .target(name: "OpenAPI", dependencies: ["Diagnostics", "Documents"], swiftSettings: settings),
    .target(name: "OpenAPITools", dependencies: ["OpenAPI", "GatewayModel"], swiftSettings: settings),
    .target(name: "StateFiles", dependencies: ["GatewayModel"], swiftSettings: settings),
    .target(
      name: "AdminAPI", dependencies: ["Diagnostics", "Documents", "GatewayModel", "CLibCurl"],
      swiftSettings: settings),
    .target(name: "Reconciliation", dependencies: ["StateFiles", "AdminAPI"], swiftSettings: settings),
    .target(
      name: "GatewaySchemas", dependencies: ["GatewayModel"], exclude: ["compact.py"], swiftSettings: settings),
    .target(
      name: "StateFileTools", dependencies: ["StateFiles", "GatewaySchemas"], swiftSettings: settings),
    .target(name: "Reporting", dependencies: ["Reconciliation"], swiftSettings: settings),
    .target(
      name: "FairleadCommands", dependencies: ["Reporting", "StateFileTools", "OpenAPITools", argumentParser], swiftSettings: settings),
    .executableTarget(name: "fairlead", dependencies: ["FairleadCommands", "CMalloc"], swiftSettings: settings),

    // An Admin API to try, test and rehearse against; the tool never links it.
    .target(
      name: "GatewaySandbox",
      dependencies: [
        "GatewaySchemas", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HummingbirdHTTP2", package: "hummingbird"), .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "fairlead-sandbox", dependencies: ["GatewaySandbox", argumentParser], swiftSettings: settings),

    // What tests of several rooms need to start programs.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents"], swiftSettings: settings),
    .testTarget(name: "GatewayModelTests", dependencies: ["Documents", "GatewayModel"], swiftSettings: settings),
    .testTarget(
      name: "StateFilesTests", dependencies: ["Documents", "GatewayModel", "StateFiles"], swiftSettings: settings),
    .testTarget(
      name: "AdminAPITests", dependencies: ["AdminAPI", "Documents", "GatewayModel", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ReconciliationTests", dependencies: ["Reconciliation", "GatewaySchemas"], swiftSettings: settings),
    .testTarget(
      name: "GatewaySandboxTests",
      dependencies: [
        "AdminAPI", "Diagnostics", "Documents", "GatewayModel", "GatewaySchemas", "GatewaySandbox", "TestSupport",
        "fairlead-sandbox",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "AdminAPI", "FairleadCommands", "GatewaySandbox", "GatewaySchemas", "TestSupport", "fairlead",
        "fairlead-sandbox",
      ],
      swiftSettings: settings),
  ]
)

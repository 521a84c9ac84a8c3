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
  ],
  traits: [
    // Off unless asked for: it compiles a cryptographic library, which takes longer than all the rest.
    .trait(name: "TLS", description: "The sandbox speaks TLS, and HTTP/2 over it.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-http2.git", from: "1.45.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
  ],
  targets: [
    // System libraries, with the few C shims that Swift needs to call them.
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    .systemLibrary(name: "CMalloc"),

    // The rooms of the tool, from left to right: each knows only rooms above it.
    .target(name: "Gathering", swiftSettings: settings),
    .target(name: "Diagnostics", swiftSettings: settings),
    .target(name: "Documents", dependencies: ["Diagnostics", "CLibYAML"], swiftSettings: settings),
    // Three hashes and PBKDF2 in 300 lines, so that neither the tool carries nor a first build compiles a cryptographic
    // library. They recognise what a gateway has stored, and protect nothing of their own.
    .target(name: "Digests", swiftSettings: settings),
    .target(name: "JSONSchemas", dependencies: ["Documents"], swiftSettings: settings),
    .target(name: "GatewayModel", dependencies: ["Diagnostics", "Digests", "Documents"], swiftSettings: settings),
    // API documents, and the state files that are made of them.
    .target(name: "OpenAPI", dependencies: ["Diagnostics", "Documents"], swiftSettings: settings),
    .target(name: "OpenAPITools", dependencies: ["OpenAPI", "Digests"], swiftSettings: settings),
    .target(
      name: "GatewaySchemas", dependencies: ["GatewayModel"], exclude: ["compact.py"], swiftSettings: settings),
    .target(name: "GatewayRules", dependencies: ["GatewaySchemas"], swiftSettings: settings),
    .target(name: "Comparison", dependencies: ["GatewaySchemas"], swiftSettings: settings),
    .target(name: "StateFiles", dependencies: ["Comparison", "GatewayRules"], swiftSettings: settings),
    .target(name: "Reconciliation", dependencies: ["StateFiles", "Gathering"], swiftSettings: settings),
    .target(name: "Targets", dependencies: ["Reconciliation", "Gathering", "CLibCurl"], swiftSettings: settings),
    .target(
      name: "StateFileTools", dependencies: ["JSONSchemas", "StateFiles"],
      swiftSettings: settings),
    .target(name: "AIGateway", dependencies: ["StateFiles"], swiftSettings: settings),
    .target(name: "StateExports", dependencies: ["Digests", "StateFiles"], swiftSettings: settings),
    .target(name: "Reporting", dependencies: ["Reconciliation", "StateFileTools"], swiftSettings: settings),
    .target(
      name: "FairleadCommands",
      dependencies: [
        "AIGateway", "Gathering", "OpenAPITools", "Reporting", "StateExports", "StateFileTools", "Targets",
        argumentParser,
      ],
      swiftSettings: settings),
    .executableTarget(name: "fairlead", dependencies: ["FairleadCommands", "CMalloc"], swiftSettings: settings),

    // An Admin API to try, test and rehearse against; the tool never links it.
    .target(
      name: "GatewaySandbox",
      dependencies: [
        "GatewayRules", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2", condition: .when(traits: ["TLS"])),
        .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["TLS"])),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "fairlead-sandbox", dependencies: ["GatewaySandbox", argumentParser], swiftSettings: settings),

    // Measures whole commands, and the rooms one by one.
    .executableTarget(
      name: "fairlead-benchmark",
      dependencies: [
        "CMalloc", "Targets",
      ],
      path: "Benchmarks/Sources/fairlead-benchmark",
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),

    // What tests of several rooms need to start programs, and to wait.
    .target(name: "TestSupport", dependencies: ["Documents"], path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(name: "GatheringTests", dependencies: ["Gathering"], swiftSettings: settings),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"], swiftSettings: settings),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "JSONSchemasTests", dependencies: ["Documents", "JSONSchemas"], swiftSettings: settings),
    .testTarget(name: "GatewayModelTests", dependencies: ["Comparison", "GatewayRules"], swiftSettings: settings),
    .testTarget(
      name: "StateFilesTests",
      dependencies: ["Documents", "GatewayModel", "StateFiles", "StateFileTools", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "AdminAPITests", dependencies: ["Documents", "GatewayModel", "Targets", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ReconciliationTests", dependencies: ["Reporting", "Targets", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "GatewaySandboxTests",
      dependencies: [
        "Diagnostics", "Documents", "GatewayModel", "GatewaySandbox", "Targets", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "OpenAPIToolsTests", dependencies: ["JSONSchemas", "OpenAPI", "OpenAPITools"], swiftSettings: settings),
    .testTarget(name: "AIGatewayTests", dependencies: ["AIGateway"], swiftSettings: settings),
    .testTarget(name: "StateExportsTests", dependencies: ["StateExports"], swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "FairleadCommands", "GatewaySandbox", "Targets", "TestSupport",
      ],
      swiftSettings: settings),
  ]
)

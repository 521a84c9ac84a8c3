// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "fairlead-benchmarks",
  dependencies: [.package(name: "fairlead", path: "..")],
  targets: [
    .executableTarget(
      name: "fairlead-benchmark",
      dependencies: [
        .product(name: "FairleadRooms", package: "fairlead"), .product(name: "CMalloc", package: "fairlead"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
  ]
)

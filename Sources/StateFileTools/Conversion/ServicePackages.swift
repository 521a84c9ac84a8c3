import Diagnostics
import Documents

/// The older form of Konnect: each service is a version of a package.
enum ServicePackages {
  static func convert(_ documents: inout [Node], _ report: inout ConversionReport) {
    for document in documents {
      for service in document["services"]?.array ?? [] where service["name"]?.string?.isEmpty ?? true {
        report.impossible(
          "a service without a name cannot be a package", at: service.place, hint: "give it a name")
      }
    }
    guard !report.diagnostics.hasErrors else { return }
    var texts = StableText(of: documents)
    for index in documents.indices {
      guard let services = documents[index]["services"]?.array else { continue }
      let packages = services.map { package($0, id: texts.nextID()) }
      for service in services {
        report.changed("service '\(service["name"]?.string ?? "")' is now a service package", at: service.place)
      }
      documents[index].changeObject { document in
        document.removeValue(forKey: "services")
        if !packages.isEmpty { document["service_packages"] = Node(.array(packages)) }
      }
    }
    report.byHand(
      "service packages are a form that no control plane takes any more", at: .none,
      hint: "use: --to konnect-control-plane")
  }

  private static func package(_ service: Node, id: String) -> Node {
    var service = service
    let name = service["name"]?.string ?? ""
    // The package has the name.
    service.changeObject {
      $0["id"] = Node(.string(id))
      $0.removeValue(forKey: "name")
    }
    return [
      "name": Node(.string(name)),
      "description": Node(.string("placeholder description for \(name) service package")),
      "versions": [
        ["version": "v1", "implementation": ["type": "kong-gateway", "kong": ["service": service]]]
      ],
    ]
  }
}

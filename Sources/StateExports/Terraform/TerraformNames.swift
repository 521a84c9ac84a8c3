/// The names under which resources are known in Terraform: no two of one type are alike.
struct TerraformNames {
  private var taken: [String: Set<String>] = [:]

  /// A name for a resource of a type, made of parts; where it is taken, with a number.
  mutating func claim(_ type: String, _ parts: [String]) -> String {
    let base = TerraformNames.clean(parts.joined(separator: "_"))
    var name = base
    var number = 2
    while !taken[type, default: []].insert(name).inserted {
      name = "\(base)_\(number)"
      number += 1
    }
    return name
  }

  /// A text as a name: letters, digits and underscores, and no digit first.
  static func clean(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      if isKept(scalar) { name.unicodeScalars.append(scalar) } else if !name.hasSuffix("_") { name += "_" }
    }
    while name.hasPrefix("_") { name.removeFirst() }
    while name.hasSuffix("_") { name.removeLast() }
    return name.unicodeScalars.first?.properties.isIDStart == true ? name : "_\(name)"
  }

  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    case "\0"..."\u{7F}": false
    default: scalar.properties.isIDContinue && scalar.properties.generalCategory != .connectorPunctuation
    }
  }
}

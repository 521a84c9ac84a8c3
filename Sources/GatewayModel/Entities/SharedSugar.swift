public import Documents

extension EntityKind.Sugar {
  /// Puts what files and gateways may write in several ways into one form; the other short forms are of files alone.
  public func settle(_ fields: inout Object) {
    switch self {
    case .targetAddress:
      guard let node = fields["target"], let text = node.string, let address = TargetAddress.canonical(text),
        address != text
      else { return }
      fields["target"]?.value = .string(address)
    case .leadingSlash(let field):
      guard let text = fields[field]?.string, text != "*", !text.hasPrefix("/") else { return }
      fields[field]?.value = .string("/" + text)
    case .serviceURL, .grpcKeepsPath, .emptyMeansAbsent, .listDefault:
      return
    }
  }
}

public import Documents

extension EntityKind {
  /// A text that files and gateways may write in several ways.
  public enum Spelling: Sendable, Hashable {
    /// A target without a port means port 8000, an IPv6 address has many spellings.
    case targetAddress
    /// A path with or without the slash at its beginning.
    case leadingSlash(String)
    /// Ids in a list, in which capital letters mean nothing.
    case ids(String)

    /// Puts it into one form.
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
      case .ids(let field):
        guard let items = fields[field]?.array else { return }
        let settled = items.map { $0.string.map(UniqueID.canonical) }
        guard zip(items, settled).contains(where: { $0.string != $1 }) else { return }
        fields[field]?.value = .array(
          zip(items, settled).map { item, id in id.map { Node(.string($0), at: item.place) } ?? item })
      }
    }
  }
}

import Documents
import GatewayModel

/// Texts that are shown nowhere, wherever they turn up.
///
/// What a target has under a path that no file feeds any more says nothing of where it came from: it may have been one of
/// these.
package struct HiddenTexts: Sendable {
  private let texts: [String]

  /// Shorter texts hide what is equal to them and not what holds them.
  private static let shortestPart = 8
  /// Yet shorter ones hide nothing: they are numbers and switches.
  private static let shortest = 4

  /// Takes the texts.
  package init(_ texts: some Sequence<String> = []) {
    self.texts = texts.filter { $0.utf8.count >= HiddenTexts.shortest }
  }

  var isEmpty: Bool { texts.isEmpty }

  func masked(_ text: String) -> String { isHidden(text) ? Secrets.mask : text }

  func masked(_ node: Node) -> Node {
    var copy = node
    switch node.value {
    case .string(let text): copy.value = .string(masked(text))
    case .array(let items): copy.value = .array(items.map(masked))
    case .object(let object):
      copy.value = .object(Object(object.map { Object.Member(key: masked($0.key), node: masked($0.node)) }))
    default: break
    }
    return copy
  }

  private func isHidden(_ text: String) -> Bool {
    texts.contains { text == $0 || $0.utf8.count >= HiddenTexts.shortestPart && text.contains($0) }
  }
}

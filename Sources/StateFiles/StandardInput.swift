import Synchronization

/// What came over standard input, which can be read once, for messages that show a line of it.
package enum StandardInput {
  private static let kept = Mutex<[UInt8]?>(nil)

  /// The text; nil where nothing was read.
  package static var text: [UInt8]? { kept.withLock { $0 } }

  /// Keeps the text.
  static func keep(_ bytes: [UInt8]) { kept.withLock { $0 = bytes } }
}

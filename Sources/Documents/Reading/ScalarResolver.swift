public import Diagnostics

/// A scalar as a reader found it: its text, how it was written and where.
public struct Scalar: Sendable {
  /// How a scalar is written.
  public enum Style: Sendable, Hashable {
    /// Without quotes: its type follows from its text.
    case plain
    /// Within single quotes.
    case singleQuoted
    /// Within double quotes, as every string of JSON is.
    case doubleQuoted
    /// A block after `|`, line breaks kept.
    case literal
    /// A block after `>`, lines joined.
    case folded
  }

  /// The text, escapes and folding undone.
  public var text: String
  /// How it is written.
  public var style: Style
  /// Whether it stands within brackets or braces, as everything in JSON does.
  public var isInFlow: Bool
  /// Where it begins.
  public var place: SourcePlace

  /// Makes a scalar.
  public init(text: String, style: Style, isInFlow: Bool, place: SourcePlace) {
    self.text = text
    self.style = style
    self.isInFlow = isInFlow
    self.place = place
  }
}

/// Gives meaning to scalars that hold a marker which the caller put into the text before it was read.
public protocol ScalarResolver {
  /// The three UTF-8 bytes of the marker, a character of Unicode's private use area that the text itself does not use.
  var marker: [UInt8] { get }

  /// Whether a character is one that stands for something else, given by its UTF-8 bytes; such characters are taken
  /// for a value where JSON expects one.
  func isPlaceholder(_ first: UInt8, _ second: UInt8) -> Bool

  /// The value of a scalar whose text holds the marker; what is wrong with it goes to the collector.
  func resolve(_ scalar: Scalar, diagnostics: inout DiagnosticCollector) -> Node
}

/// What lives until the program ends.
///
/// To take hundreds of thousands of small values apart costs a tenth of a run, and the system takes all of a program's
/// memory back at once.
enum UntilExit {
  private final class Box<Value> {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  /// Keeps a value from being taken apart.
  static func keep<Value>(_ value: Value) {
    _ = Unmanaged.passRetained(Box(value))
  }
}

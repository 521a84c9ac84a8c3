public enum YAMLWriter { public static func write(_ n: Node) -> [UInt8] { JSONWriter.write(n, indent: 2) } }

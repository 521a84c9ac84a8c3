// Written by compact.py from schema documents; edit neither by hand.

enum EnterprisePluginSchemas {
  static let parts = [part1, part2, part3, part4, part5]
}

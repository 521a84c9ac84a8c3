import Foundation

extension sockaddr_in {
  /// This machine's own address; port 0 stands for any free one.
  init(loopback port: UInt16) {
    self.init()
    sin_family = sa_family_t(AF_INET)
    sin_port = port.bigEndian
    sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  }
}
